import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proposeHours } from './propose-hours.ts'
import { tryHours } from './read-hours.ts'
import { Misread } from './tokens.ts'

test.each([
  ['lun-ven 9h-18h', 'Mo-Fr 09:00-18:00'],
  ['du lundi au vendredi de 9h à 18h', 'Mo-Fr 09:00-18:00'],
  ['Lundi - Vendredi : 9h00 - 18h00', 'Mo-Fr 09:00-18:00'],
  ['lundi, mercredi 14h-18h30', 'Mo,We 14:00-18:30'],
  ['lun mar jeu 9h-12h', 'Mo,Tu,Th 09:00-12:00'],
  ['lun-ven 9h-12h/14h-18h', 'Mo-Fr 09:00-12:00,14:00-18:00'],
  ['mar-sam 10h-12h et 14h-18h ; fermé le dimanche', 'Tu-Sa 10:00-12:00,14:00-18:00; Su off'],
  ['dimanche fermé, lundi 9h-midi', 'Su off; Mo 09:00-12:00'],
  ['tous les jours 10h-19h', 'Mo-Su 10:00-19:00'],
  ['7j/7 9h-19h', 'Mo-Su 09:00-19:00'],
  ['24h/24 7j/7', '24/7'],
  ['lun-ven 9h-18h sauf jours fériés', 'Mo-Fr 09:00-18:00; PH off'],
  ['fermé pendant les vacances scolaires', 'SH off'],
  ['vacances scolaires lun-ven 10h-12h', 'SH Mo-Fr 10:00-12:00'],
  ['dimanche et jours fériés 10h-12h', 'Su,PH 10:00-12:00'],
  ['1er samedi du mois 10h-12h', 'Sa[1] 10:00-12:00'],
  ['le 1er et le 3e samedi 9h-midi', 'Sa[1,3] 09:00-12:00'],
  ['dernier jeudi du mois 18h-20h', 'Th[-1] 18:00-20:00'],
  ['d’avril à octobre : samedi 10h-12h', 'Apr-Oct Sa 10:00-12:00'],
  ['ven 20h-2h, sam 20h-3h', 'Fr 20:00-02:00, Sa 20:00-03:00'],
  ['mar 14h à minuit', 'Tu 14:00-24:00'],
  ['lun-ven 9h-18h ou sur rendez-vous', 'Mo-Fr 09:00-18:00 || "sur rendez-vous"'],
  ['samedi sur rendez-vous', 'Sa "sur rendez-vous"'],
  ['Mon-Fri 9h-17h', 'Mo-Fr 09:00-17:00'],
  ['Mo-Fr 9-18', 'Mo-Fr 09:00-18:00'],
])('[T7] «%s» is proposed as %s', (written, proposed) => {
  expect(proposeHours(written)).toBe(proposed)
})

test.each(['', 'n’importe quand', 'lundi 9h 18h', 'lundi', 'samedi 25h-26h', 'lun-ven 9h-18h sauf si pluie', 'le 1er'])(
  '[T7] «%s» is understood by halves at most, and nothing is proposed',
  (written) => {
    expect(proposeHours(written)).toBeNull()
  },
)

const words = [
  'lun',
  'mardi',
  '-',
  'au',
  'et',
  ',',
  ';',
  '9h',
  '18h30',
  'midi',
  'fermé',
  'sauf',
  'fériés',
  'mai',
  '1er',
  '24h/24',
  'sur rdv',
]

test('[T7] what is proposed is hours by the grammar', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 8 }), (some) => {
      const proposed = proposeHours(some.join(' '))
      expect(proposed === null || !(tryHours(proposed) instanceof Misread)).toBe(true)
    }),
  )
})
