import { useLocation, useSearch } from 'wouter'
import { usePlacesWords } from '../i18n/places.ts'
import { CommuneBox } from './commune-box.tsx'

/** The territory that an address asks about, as the API takes it; empty for all of them. */
export function territoryIn(search: string): URLSearchParams {
  const territory = new URLSearchParams(search).get('territory')
  return new URLSearchParams(territory ? { territory } : {})
}

/** Looks at one commune, or at all of them. */
export function InTerritory() {
  const words = usePlacesWords().near
  const [path, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch())
  return (
    <div className="row in-territory">
      <CommuneBox
        label={words.inCommune}
        onPick={(code) => navigate(`${path}?${new URLSearchParams({ territory: code })}`)}
      />
      {asked.get('territory') && (
        <button type="button" className="btn quiet small" onClick={() => navigate(path)}>
          {words.everywhere}
        </button>
      )}
    </div>
  )
}
