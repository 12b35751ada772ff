import type { Commune } from '@terreau/shared/api/communes.ts'
import { useState } from 'react'
import { ChoiceBox } from '../editing/choice-box.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { communeNamed, communesCalled } from './communes.ts'

interface CommuneBoxProps {
  readonly label: string
  readonly wrong?: string | null | undefined
  readonly onPick: (code: string) => void
}

/** Looks for a commune by its name or postcode, and empties once one is picked. */
export function CommuneBox({ label, wrong, onPick }: CommuneBoxProps) {
  const words = usePlacesWords().near
  const [text, setText] = useState('')
  return (
    <ChoiceBox<Commune>
      label={label}
      placeholder={words.example}
      listLabel={words.communes}
      text={text}
      wrong={wrong}
      search={communesCalled}
      keyOf={({ code }) => code}
      nameOf={communeNamed}
      news={{ none: words.none, lost: words.lost }}
      onText={setText}
      onPick={({ code }) => {
        setText('')
        onPick(code)
      }}
    />
  )
}
