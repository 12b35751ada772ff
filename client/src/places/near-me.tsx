import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { usePlacesWords } from '../i18n/places.ts'
import { CommuneBox } from './commune-box.tsx'

/** Looking around where one is, or in a commune. The position goes into the address and nowhere else. */
export default function NearMe() {
  const words = usePlacesWords().near
  const [path, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch())
  const [wrong, setWrong] = useState<string | null>(null)
  const go = (changes: Readonly<Record<string, string | null>>) => {
    for (const [name, value] of Object.entries({ cursor: null, ...changes }))
      if (value === null) asked.delete(name)
      else asked.set(name, value)
    navigate(`${path}?${asked}`)
  }
  const look = () => {
    setWrong(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => go({ near: `${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`, sort: 'distance' }),
      () => setWrong(words.lost),
      { maximumAge: 300_000, timeout: 15_000 },
    )
  }
  return (
    <div className="stack">
      <p className="row">
        <button type="button" className="btn small" onClick={look}>
          {words.me}
        </button>
        {(asked.get('near') ?? asked.get('territory')) && (
          <button
            type="button"
            className="btn quiet small"
            onClick={() => go({ near: null, radius: null, territory: null, sort: null })}
          >
            {words.everywhere}
          </button>
        )}
      </p>
      <CommuneBox label={words.commune} wrong={wrong} onPick={(code) => go({ territory: code })} />
    </div>
  )
}
