import { PAGE_TYPE_KEYS, fieldsOf } from '@terreau/shared/page-types/registry.ts'
import { describe, expect, test } from 'vitest'
import { fieldLabel, type PageTypeLabels } from './page-type-labels.ts'
import { pageTypesEn } from './page-types.en.ts'
import { pageTypesFr } from './page-types.fr.ts'

type States = PageTypeLabels['types']['lead']['fields']['state']

// @ts-expect-error a choice without its words does not compile
export const oneStateShort: States = { label: 'État', choices: { open: '', exploring: '', tried: '' } }
// @ts-expect-error nor does a field without its words
export const oneFieldShort: PageTypeLabels['types']['lead']['fields'] = {
  number: { label: '' },
  question: { label: '' },
}

describe.each([
  ['French', pageTypesFr],
  ['English', pageTypesEn],
])('[T4] %s names everything that a page can say', (_language, labels) => {
  test.each(PAGE_TYPE_KEYS)('%s', (type) => {
    const unnamed = Object.entries(fieldsOf(type)).flatMap(([key, field]) => {
      const said = fieldLabel(labels, type, key)
      const names = [said?.label, ...(field.choices ?? []).map((choice) => said?.choices?.[choice])]
      return names.every((name) => name?.trim()) ? [] : [key]
    })
    expect(unnamed).toEqual([])
  })

  test('no two types go by the same name', () => {
    expect(new Set(PAGE_TYPE_KEYS.map((key) => labels.types[key].one)).size).toBe(12)
  })
})

test('[T4] words are plain: nobody has to «soumettre» anything', () => {
  expect(JSON.stringify(pageTypesFr)).not.toMatch(/soumett|soumis/i)
})
