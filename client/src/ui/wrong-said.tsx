/** What went wrong in a form, said aloud as soon as it is there. */
export function WrongSaid({ id, wrong }: { id: string; wrong: string | null }) {
  return (
    <p id={id} className="said-wrong" role="alert">
      {wrong}
    </p>
  )
}
