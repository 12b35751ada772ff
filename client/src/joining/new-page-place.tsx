import { PlaceChoice } from './place-choice.tsx'

/** A new page is public and of the whole network, unless one says otherwise. */
export default function NewPagePlace() {
  return <PlaceChoice territory={null} visibility="public" />
}
