/** Licences that a page of the wiki may stand under, by SPDX id; `CC-BY-SA` and `CC-BY` where no version is said.
 * Under the last three nothing is validated: `restricted` forbids commercial use or changes. */
export const LICENCES = [
  'CC-BY-SA-4.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'CC-BY-SA-3.0-FR',
  'CC-BY-SA-3.0',
  'CC-BY-3.0',
  'CC-BY-SA',
  'CC-BY',
  'ODbL-1.0',
  'etalab-2.0',
  'other-open',
  'restricted',
  'all-rights-reserved',
  'unknown',
] as const
export type Licence = (typeof LICENCES)[number]

export const DEFAULT_LICENCE: Licence = 'CC-BY-SA-4.0'

/** Where the licences that pages and sources stand under can be read, by SPDX id. */
export const LICENCE_ADDRESSES: Readonly<Record<string, string>> = {
  'CC-BY-SA-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/',
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/',
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/',
  'CC-BY-SA-3.0-FR': 'https://creativecommons.org/licenses/by-sa/3.0/fr/',
  'CC-BY-SA-3.0': 'https://creativecommons.org/licenses/by-sa/3.0/',
  'CC-BY-3.0': 'https://creativecommons.org/licenses/by/3.0/',
  'ODbL-1.0': 'https://opendatacommons.org/licenses/odbl/1-0/',
  'etalab-2.0': 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
}

const CLOSED = new Set(['', 'unknown', 'restricted', 'all-rights-reserved'])

/** Whether text copied from a source under this licence could be validated: not where it is unknown, or forbids commercial use or changes. */
export function isOpenLicence(licence: unknown): boolean {
  return typeof licence === 'string' && !CLOSED.has(licence) && !/-(?:NC|ND)\b/i.test(licence)
}

/** Under which licence a page stands, by SPDX id. */
export function licenceOf({ licence }: Readonly<Record<string, unknown>>): string {
  return typeof licence === 'string' ? licence : DEFAULT_LICENCE
}
