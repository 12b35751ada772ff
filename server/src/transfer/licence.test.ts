import { describe, expect, test } from 'vitest'
import { licenceIn, licenceOfText } from './licence.ts'

describe('[I4] a licence is recognised as people write it', () => {
  test.each([
    ['CC-BY-SA', 'CC-BY-SA'],
    ['Creatives Commons By-Sa', 'CC-BY-SA'],
    ['sous licence Creative Commons BY', 'CC-BY'],
    ['CC BY-SA 3.0 FR', 'CC-BY-SA-3.0-FR'],
    ['CC BY-SA 4.0', 'CC-BY-SA-4.0'],
    ['CC By 2.0', 'CC-BY'],
    ['<a href="http://creativecommons.org/licenses/by-sa/4.0/">', 'CC-BY-SA-4.0'],
    ['a Creative Commons Attribution Share-Alike 3.0 License', 'CC-BY-SA-3.0'],
    ['Creative Commons BY-NC-SA', 'restricted'],
    ['CC BY-ND', 'restricted'],
    ['CC0', 'CC0-1.0'],
    ['Licence Ouverte 2.0', 'etalab-2.0'],
    ['une licence pour conduire', undefined],
  ])('%s is %s', (text, licence) => {
    expect(licenceIn(text)).toBe(licence)
  })

  test('the licence of a picture is not that of the text', () => {
    const text =
      '# Potluck\n\nPhoto par X, sous licence Creative Commons BY-NC-SA\n\n## Sources\n\nWikipédia, CC BY-SA\n'
    expect(licenceOfText(text)).toBe('CC-BY-SA')
  })

  test('what a text says of licences in passing is not its own', () => {
    expect(licenceOfText('# Wikis\n\nOn y publie souvent sous CC BY-SA.\n\n## Sources\n\nLou\n')).toBeUndefined()
  })
})
