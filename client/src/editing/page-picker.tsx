import { useCallback } from 'react'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { PAGE_TYPE_KEYS } from '@terreau/shared/page-types/registry.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import { ChoiceBox } from './choice-box.tsx'
import { searchPages } from './page-search.ts'

interface PagePickerProps {
  readonly label: string
  readonly help?: string
  readonly types?: readonly PageTypeKey[]
  readonly text: string
  readonly wrong?: string | null
  readonly labelHidden?: boolean
  readonly onText: (text: string) => void
  readonly onPick: (page: PageName) => void
  readonly onFocus?: () => void
  readonly onBlur?: () => void
}

/** A box in which one finds a page by its title. */
export function PagePicker({ types, ...box }: PagePickerProps) {
  const { t } = useLanguage()
  const { pages: say } = useEditingWords()
  const only = (types ?? []).join(' ')
  const search = useCallback((text: string) => searchPages(text, only.split(' ').filter(isPageType)), [only])
  return (
    <ChoiceBox
      {...box}
      placeholder={say.placeholder}
      listLabel={say.label}
      search={search}
      keyOf={({ id }) => id}
      nameOf={({ title: name, type, lang }) => ({ name, aside: t.pageTypes.types[type].one, lang })}
      news={{ none: say.none, lost: say.offline }}
    />
  )
}

const isPageType = (key: string): key is PageTypeKey => (PAGE_TYPE_KEYS as readonly string[]).includes(key)
