import * as fc from 'fast-check'

/**
 * Properties draw the same cases in every run of the suite, so that it fails for what changed and for nothing else. New
 * ones are drawn by `pnpm soak properties`, which says with which `SEED` one fails; that case then becomes a test by name.
 */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) })
