import type { NoticeKind } from './notices.ts'

/** Where on its page a notice leads: what follows the page's address. */
export const NOTICE_VIEW: Readonly<Partial<Record<NoticeKind, string>>> = {
  proposed: '?version=live',
  returned: '/modifier',
  said: '/discussion',
  called: '/discussion',
  objection: '/discussion',
  waiting: '/relire',
}
