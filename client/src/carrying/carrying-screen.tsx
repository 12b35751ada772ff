import { useCarryingWords } from '../i18n/carrying.ts'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const CarryingDesk = lazyPart(() => import('./carrying-desk.tsx'))

/** Where one has this device keep the wiki, to search and read without a network; for visitors too. */
export function CarryingScreen() {
  const words = useCarryingWords()
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={words.title} description={words.says} canonical="/sans-reseau" />
      <h1 tabIndex={-1}>{words.title}</h1>
      <p>{words.says}</p>
      <CarryingDesk />
      <ul className="small muted">
        {words.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </main>
  )
}
