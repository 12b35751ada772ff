import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Commune } from '@terreau/shared/api/communes.ts'
import { ChoiceBox } from '../editing/choice-box.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { communeNamed, communesCalled } from './communes.ts'

/** Looks at one commune, or at all of them. */
export function InTerritory() {
  const words = usePlacesWords().near
  const [path, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch())
  const [text, setText] = useState('')
  return (
    <div className="row in-territory">
      <ChoiceBox<Commune>
        label={words.inCommune}
        placeholder={words.example}
        listLabel={words.communes}
        text={text}
        search={communesCalled}
        keyOf={({ code }) => code}
        nameOf={communeNamed}
        news={{ none: words.none, lost: words.lost }}
        onText={setText}
        onPick={({ code }) => {
          setText('')
          navigate(`${path}?${new URLSearchParams({ territory: code })}`)
        }}
      />
      {asked.get('territory') && (
        <button type="button" className="btn quiet small" onClick={() => navigate(path)}>
          {words.everywhere}
        </button>
      )}
    </div>
  )
}
