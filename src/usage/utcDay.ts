/** For the page, which knows nothing of LeadMagic's reports. */
export { isUtcDay, utcDay } from '../leadmagic/analyticsDays';
