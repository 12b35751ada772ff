import { NOTICE_VIEW } from '@terreau/shared/api/notice-view.ts'
import type { Notice, NoticeKind } from '@terreau/shared/api/notices.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Letter } from '../members/mailer.ts'

/** To whom a letter goes, and what stops the next. */
interface To {
  readonly address: string
  readonly name: string
  readonly lang: Lang
  readonly token: string
  readonly publicUrl: string
}

type Say = (who: string, title: string) => string

const SAYS: Readonly<Record<Lang, Readonly<Record<NoticeKind, Say>>>> = {
  fr: {
    version: (_, title) => `${title} a une nouvelle version relue.`,
    proposed: (who, title) => `${who} a écrit sur ${title}.`,
    validated: (_, title) => `Merci : votre passage a été relu et gardé, sur ${title}.`,
    returned: (who, title) => `${who} vous rend un passage, avec un mot, sur ${title}.`,
    said: (who, title) => `${who} a écrit dans une discussion, sur ${title}.`,
    called: (who, title) => `${who} vous appelle dans une discussion, sur ${title}.`,
    objection: (who, title) => `${who} a écrit dans une objection, sur ${title}.`,
    waiting: (_, title) => `${title} attend d’être relue depuis plus de quinze jours.`,
  },
  en: {
    version: (_, title) => `${title} has a new validated version.`,
    proposed: (who, title) => `${who} wrote on ${title}.`,
    validated: (_, title) => `Thank you: your passage was read and kept, on ${title}.`,
    returned: (who, title) => `${who} gave a passage back to you, with a word, on ${title}.`,
    said: (who, title) => `${who} wrote in a discussion, on ${title}.`,
    called: (who, title) => `${who} calls you in a discussion, on ${title}.`,
    objection: (who, title) => `${who} wrote in an objection, on ${title}.`,
    waiting: (_, title) => `${title} has waited for peers for more than fifteen days.`,
  },
}

const AROUND = {
  fr: {
    subject: 'Terreau : du nouveau',
    hello: (name: string) => `Bonjour ${name},`,
    someone: 'Quelqu’un',
    quoted: (title: string) => `« ${title} »`,
    all: 'Tout est dans votre espace :',
    stop: 'Ne plus recevoir ces lettres, sans avoir à entrer :',
  },
  en: {
    subject: 'Terreau: something new',
    hello: (name: string) => `Hello ${name},`,
    someone: 'Someone',
    quoted: (title: string) => `“${title}”`,
    all: 'All of it is in your own corner:',
    stop: 'Stop these letters, without having to come in:',
  },
} as const satisfies Record<Lang, unknown>

/** What happened, in short lines of plain text, newest first. */
export function letterOf({ address, name, lang, token, publicUrl }: To, news: readonly Notice[]): Letter {
  const { subject, hello, someone, quoted, all, stop } = AROUND[lang]
  const lines = news.map(({ kind, page, by, reason }) => {
    const says = SAYS[lang][kind](by ? unlinked(by.name) : someone, quoted(unlinked(page.title)))
    const why = reason
      ? reason
          .split('\n')
          .map((line) => `\n  ${unlinked(line)}`)
          .join('')
      : ''
    return `- ${says}${why}\n  ${publicUrl}/p/${page.slug}${NOTICE_VIEW[kind] ?? ''}`
  })
  const text = [
    hello(unlinked(name)),
    ...lines,
    `${all}\n${publicUrl}/moi`,
    `--\n${stop}\n${publicUrl}/lettres/${token}`,
  ].join('\n\n')
  return { to: address, subject, text: `${text}\n`, stop: `${publicUrl}/api/letters/${token}/stop` }
}

/** Words of people on one line, without addresses: in a letter of ours, links lead to the wiki alone. */
function unlinked(words: string): string {
  return words
    .replaceAll(/\p{Cc}|\s+/gu, ' ')
    .replaceAll(/\S*(?:\/\/|www\.|@)\S*/gi, '…')
    .trim()
}
