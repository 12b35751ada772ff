import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { parseField } from '@terreau/shared/page-types/parse-field.ts'
import { gazetteer, type Gazetteer } from '../communes/gazetteer.ts'
import { csvRows } from './csv-rows.ts'
import { importPlaces } from './import-places.ts'
import { MapWriter } from './map-writer-for-tests.ts'
import { readPlaces } from './read-places.ts'

let communes: Gazetteer
beforeAll(async () => {
  communes = await gazetteer()
})

const FILE = `ID,NOM_TL,ADRESSE,CP,NOMCOM,INSEECOM,LAT,LONG,WEB,CONTACT,MAIL
1,La Grande Serre,1 quai des Serres,33100,Bordeaux,33063,44.8412,-0.5701,serre.example,Ana,ana@example.org
2,"Serre, la petite",2 rue Basse,75010,Paris,75110,2.3615,48.8694,,,
3,Atelier perdu,3 rue Haute,1000,Bourg-en-Bresse,0,,,,,
4,LA GRANDE SERRE (annexe),1 bis quai des Serres,33100,Bordeaux,33063,44.8415,-0.5703,,,
5,Hors de tout,4 rue du Large,44000,Nantes,44109,12,12,,,
6,Sans commune,5 rue de Nulle Part,99999,Nulle-Part,99999,44.9,-0.6,,,
7,Ancienne commune,6 rue du Pont,01200,Bellegarde,01018,46.1,5.8,,,
`

const run = async (text: string, writer = new MapWriter(), dryRun = false) => {
  const read = readPlaces(text)
  if (!read) throw new Error('no places')
  return importPlaces('lieux.csv', read, { writer, here: [], communes, dryRun })
}

const fieldsOf = (writer: MapWriter, title: string) => writer.titled(title)?.fields

test('[I6] places come with the commune of today, the right way round, and cite their file', async () => {
  const writer = new MapWriter()
  const { created, told } = await run(FILE, writer)
  expect(created).toBe(6)
  expect(fieldsOf(writer, 'La Grande Serre')).toMatchObject({
    address: '1 quai des Serres',
    postcode: '33100',
    commune: '33063',
    cog_year: 2026,
    geo: { lat: 44.8412, lon: -0.5701 },
  })
  expect(fieldsOf(writer, 'Serre, la petite')).toMatchObject({ commune: '75056', geo: { lat: 48.8694, lon: 2.3615 } })
  expect(fieldsOf(writer, 'Atelier perdu')).toMatchObject({ commune: '01053', postcode: '01000' })
  expect(fieldsOf(writer, 'Sans commune')).not.toHaveProperty('commune')
  const source = writer.titled('Fichier de lieux « lieux.csv »')
  expect(fieldsOf(writer, 'La Grande Serre')?.sources).toEqual([source?.id])
  expect(told.map(({ row, told: of }) => [row[0], of.map(({ what }) => what)])).toEqual([
    ['2', ['axes-swapped', 'code-of-part']],
    ['3', ['code-by-name']],
    ['5', ['position-outside']],
    ['6', ['code-unknown']],
    ['7', ['code-given-up']],
  ])
})

test('[I6] what looks like a place that is here is proposed as a merge, and not written', async () => {
  const { merges } = await run(FILE)
  expect(merges).toEqual([{ row: '4 LA GRANDE SERRE (annexe)', of: 'La Grande Serre', metres: 37 }])
})

test('[I6] where it was asked for, what looks like a place that is here is brought in too, once, and proposed all the same', async () => {
  const [writer, read] = [new MapWriter(), readPlaces(FILE)]
  if (!read) throw new Error('no places')
  const all = () => importPlaces('lieux.csv', read, { writer, here: [], communes, dryRun: false, doublesToo: true })
  const { created, merges } = await all()
  expect([created, merges.length, fieldsOf(writer, 'LA GRANDE SERRE (annexe)')?.postcode]).toEqual([7, 1, '33100'])
  const again = await all()
  expect([again.created, again.unchanged]).toEqual([0, 7])
})

test('[I6] columns that name or reach people are left out', async () => {
  const writer = new MapWriter()
  const { contacts } = await run(FILE, writer)
  expect(contacts).toEqual(['CONTACT', 'MAIL'])
  expect(JSON.stringify([...writer.pages.values()])).not.toMatch(/Ana|ana@/)
})

test('[I6] a second run changes nothing, a dry one writes nothing, and what was written in is left', async () => {
  const writer = new MapWriter()
  expect([(await run(FILE, writer, true)).created, writer.pages.size]).toEqual([6, 0])
  await run(FILE, writer)
  const again = await run(FILE, writer)
  expect([again.created, again.unchanged, again.merges.length]).toEqual([0, 6, 1])
  writer.edited.add('places:lieux.csv:1')
  const other = await run(FILE.replace('5 rue de Nulle Part', '50 rue de Nulle Part'), writer)
  expect(other.kept).toEqual([
    { row: '1 La Grande Serre', why: 'changed-here' },
    { row: '6 Sans commune', why: 'changed-there' },
  ])
})

const feature = (coordinates: number[]) => ({
  type: 'Feature',
  id: 'x/1',
  geometry: { type: 'Point', coordinates },
  properties: { nom: 'Le Lieu', code_insee: '33063', telephone: '05' },
})

const geojson = (coordinates: number[]) =>
  JSON.stringify({ type: 'FeatureCollection', features: [feature(coordinates)] })

test('[I6] a GeoJSON is read as a table is', async () => {
  for (const [coordinates, what] of [
    [[-0.57, 44.84], undefined],
    [[44.84, -0.57], 'axes-swapped'],
  ] as const) {
    const writer = new MapWriter()
    const { told, contacts } = await run(geojson([...coordinates]), writer)
    expect([fieldsOf(writer, 'Le Lieu')?.geo, told[0]?.told[0]?.what, contacts]).toEqual([
      { lat: 44.84, lon: -0.57 },
      what,
      ['telephone'],
    ])
  }
  expect([readPlaces('{"type":"Feature"}'), readPlaces('{'), readPlaces('a,b\n1,2\n')]).toEqual([null, null, null])
})

test('[I6] a table is read with its quotes, semicolons and blank lines', () => {
  expect(csvRows('\uFEFFa;b\r\n"x;""y""";2\r\n\r\n;\r\n').rows).toEqual([{ a: 'x;"y"', b: '2' }])
})

const NATIONAL = new URL('../../../../shared/data/places/tiers-lieux-cget-2019.csv', import.meta.url)

test.runIf(existsSync(NATIONAL))(
  '[I6] the national list of 2019 comes in whole, each field as its type takes it',
  async () => {
    const writer = new MapWriter()
    const { created, merges, refused } = await run(readFileSync(NATIONAL, 'utf8'), writer)
    expect([created + merges.length, refused]).toEqual([1241, []])
    const misfits = [...writer.pages.values()].flatMap(({ type, fields }) =>
      Object.entries(fields).filter(([key, value]) => parseField(type, key, value) !== 'ok'),
    )
    expect(misfits).toEqual([])
  },
)
