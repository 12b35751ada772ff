import { useReviewingWords } from '../i18n/reviewing.ts'

/** Says that not all of a version is shown. */
export default function LacksNotice() {
  return <p className="notice version-notice">{useReviewingWords().lacks}</p>
}
