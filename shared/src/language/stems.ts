import lunr from 'lunr'
import stemmerSupport from 'lunr-languages/lunr.stemmer.support.js'
import french from 'lunr-languages/lunr.fr.js'

stemmerSupport(lunr)
french(lunr)

/** French Snowball stem of a folded form, as lunr-languages ships it. */
export function frenchStem(form: string): string {
  return lunr.fr.stemmer(form)
}

/** English Porter stem of a folded form, as lunr ships it. */
export function englishStem(form: string): string {
  return lunr.stemmer(new lunr.Token(form, {})).toString()
}

const ENDINGS = [
  'issements',
  'issement',
  'atrices',
  'atrice',
  'ateurs',
  'ateur',
  'ations',
  'ation',
  'ements',
  'ement',
  'euses',
  'euse',
  'eurs',
  'eur',
  'ables',
  'able',
  'antes',
  'ante',
  'ants',
  'ant',
  'ages',
  'age',
  'ives',
  'ive',
  'ees',
  'ent',
  'ees',
  'ons',
  'ait',
  'ais',
  'ee',
  'es',
  'er',
  'ez',
  'ir',
  'if',
  'e',
  's',
  'x',
]

/** A lighter cut than Snowball's, for families it keeps apart (`réparer`, `réparation`, `réparateur`); at least four letters stay. */
export function lightStem(form: string): string {
  const ending = ENDINGS.find((end) => form.endsWith(end) && form.length - end.length >= 4)
  return ending ? form.slice(0, -ending.length) : form
}
