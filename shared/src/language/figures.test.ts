import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresIn } from './figures.ts'

const said = (text: string, manner?: 'instruction') =>
  figuresIn(text, manner).map(({ from, to }) => text.slice(from, to).replaceAll(/[\u00a0\u202f]/g, ' '))

test.each([
  ['En France, il y avait 3 500 tiers-lieux en 2023, dont un tiers à la campagne.', ['3 500', '2023']],
  ['Chaque personne jette 254 kg d’ordures par an.', ['254 kg']],
  ['Le compost réduit les déchets de 30 % en un an.', ['30 %']],
  ['Une adhésion coûte 12,50 € ; le local, 450 euros par mois.', ['12,50 €', '450 euros']],
  ['La loi a été votée le 10 février 2020.', ['10 février 2020']],
  ['Depuis 2019, la ferme nourrit 40 foyers sur 2 hectares.', ['2019', '40 foyers', '2 hectares']],
  ['Le vélo émet 10 fois moins de gaz.', ['10 fois moins']],
  [
    'Près de 4,5 millions de tonnes sont jetées, pour 2 milliards d’euros.',
    ['4,5 millions de tonnes', '2 milliards d’euros'],
  ],
  ['Il consomme 1 200 kWh et occupe 12 m².', ['1 200 kWh', '12 m²']],
  ['Bordeaux compte 1500 associations en mars 2024.', ['1500', 'mars 2024']],
  ['L’enquête du 12/03/2021 a reçu 80 pour cent de oui.', ['12/03/2021', '80 pour cent']],
  ['In 2021, about 3,500 places were open, up 12%.', ['2021', '3,500', '12%']],
  ['It costs €40, or $1,200.50 a year.', ['€40', '$1,200.50']],
  [
    'The law of March 12, 2021 saved 20 million… no, 20 thousand kilos.',
    ['March 12, 2021', '20 million', '20 thousand kilos'],
  ],
  ['Trees cool the street by 4 degrees, 3 times more than awnings.', ['4 degrees', '3 times more']],
])('[O5] «%s» holds figures to ask the source of', (text, figures) => {
  expect(said(text)).toEqual(figures)
})

test.each([
  'Prendre 2 vis, 3 planches et 4 équerres.',
  'Étape 3 : poser la planche ; voir page 12, art. 4, fig. 2 et tableau 3.',
  'Ouvert du lundi au vendredi de 9 h à 18 h 30, samedi 10h-12h, dimanche 10:00–12:00.',
  'Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00',
  'Le 2e jeudi du mois, au 1er étage, au XIXe siècle.',
  'Rendez-vous le jeudi 3 décembre à 18 h.',
  'Réunir 8 à 12 personnes pendant 2 heures, puis 30 minutes.',
  'Percer à 4 mm, couper à 20 cm, verser 200 ml et 50 g.',
  'Un seau de 10 litres, un bac de 30 l.',
  'Appeler le 05 56 12 34 56 ou écrire au 12 rue des Vignes, 33000 Bordeaux.',
  'Prendre le tram 4, la ligne 15, la salle 1204 au fond.',
  'La loi n° 2020-105, la norme ISO 9001, la version 2.1.',
  'Three people, 2 screws and 4 boards; step 3, page 1200 at least.',
  'Open 9am to 6pm, the 2nd Thursday, on the 3rd floor.',
  'Deux fois plus grand, un tiers, une dizaine.',
])('[O5] «%s» holds none', (text) => {
  expect(said(text)).toEqual([])
})

test('[O5] in instructions a measure says what to do; a price and a share are still stated', () => {
  const text = 'Étaler 3 kg de broyat sur 2 m² : compter 40 €, soit 10 % du budget.'
  expect(said(text)).toEqual(['3 kg', '2 m²', '40 €', '10 %'])
  expect(said(text, 'instruction')).toEqual(['40 €', '10 %'])
})

test('[O5] whatever a text is, its figures are pieces of it with a digit, in order and apart', () => {
  const pieces = fc.array(
    fc.constantFrom('1', '23', '2020', ' ', '.', ',', '€', '%', ' kg', ' en ', 'mars', ' fois', 'x'),
  )
  fc.assert(
    fc.property(pieces, (some) => {
      const text = some.join('')
      let end = 0
      for (const { from, to } of figuresIn(text)) {
        expect([from >= end, /\d/.test(text.slice(from, to))]).toEqual([true, true])
        end = to
      }
    }),
  )
})
