import fc from 'fast-check';

/** A run finds the same as the run before; `FC_SEED=random` looks elsewhere, `FC_SEED=123` there. */
const wanted = process.env['FC_SEED'];
const seed = wanted === 'random' ? Date.now() : Number(wanted ?? 20_261_122);
fc.configureGlobal({ seed });
