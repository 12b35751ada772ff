import { useCarryingWords } from '../i18n/carrying.ts'

/** Said above a page that was read from this device. */
export default function KeptNotice() {
  const words = useCarryingWords()
  return <p className="small muted view-says">{words.keptPage}</p>
}
