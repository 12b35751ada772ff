import type { PageAnswer } from '@terreau/shared/api/pages.ts'

/** Where a page is written. */
export default function EditScreen({ page }: { page: PageAnswer }) {
  return <h1>{page.page.title}</h1>
}
