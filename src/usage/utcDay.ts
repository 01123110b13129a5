/** For the page, which knows nothing of LeadMagic's reports. */
export { isUtcDay } from '../leadmagic/analyticsDays';
