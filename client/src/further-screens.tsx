import {
  contributionsOf,
  diffOf,
  doublePlaces,
  invitation,
  ledgerBefore,
  mailLink,
  mentionsOf,
  mySessions,
  pageAt,
  provenanceOf,
  threadsOf,
  versionsOf,
} from './asking/queries.ts'
import { LedgerScreen, asksBefore } from './caring/ledger-screen.tsx'
import { DiscussionScreen } from './discussing/discussion-screen.tsx'
import { LettersScreen } from './following/letters-screen.tsx'
import { InviteScreen, inviteNeeds } from './joining/invite-screen.tsx'
import { JoinScreen } from './joining/join-screen.tsx'
import { MailLinkScreen } from './joining/mail-link-screen.tsx'
import { MeScreen } from './joining/me-screen.tsx'
import { TerritoriesScreen, territoriesNeeds } from './joining/territories-screen.tsx'
import { TerritoryScreen, territoryNeeds } from './joining/territory-screen.tsx'
import { WayInScreen } from './joining/way-in-screen.tsx'
import { BringSourcesScreen } from './sourcing/bring-sources-screen.tsx'
import { LinksScreen } from './sourcing/links-screen.tsx'
import { askedHistory } from './looking-back/asked.ts'
import { HistoryScreen } from './looking-back/history-screen.tsx'
import { OriginsScreen } from './origins/origins-screen.tsx'
import { QueueScreen, ReviewScreen } from './reviewing/screens.tsx'
import { EditRoute } from './starting/edit-route.tsx'
import { NewPageScreen } from './starting/new-page-screen.tsx'
import { toName } from './finding/listing-filters.tsx'
import { ListingScreen, listed } from './finding/listing-screen.tsx'
import { LOOK_PATHS, looksOf } from './finding/looks.ts'
import { EMBEDDED } from './moving/embedded.ts'
import { AgendaScreen, agendaOf } from './places/agenda-screen.tsx'
import { DoublesScreen } from './places/doubles-screen.tsx'
import { GapsScreen, gapsAsked } from './places/gaps-screen.tsx'
import { NeedsScreen, needsAsked } from './places/needs-screen.tsx'
import { WeekScreen, weekAsked } from './places/week-screen.tsx'
import { MapScreen, mapOf } from './places/map-screen.tsx'
import { TableScreen, tableOf } from './places/table-screen.tsx'
import { SHOWN_TYPES } from './page-types.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Params, Screen } from './screen.ts'

/** How lists are looked at, here and within the pages of other sites; cards here come with what finds them. */
const LOOKED_AT = [
  { look: 'cards', asked: listed, Screen: ListingScreen },
  { look: 'table', asked: tableOf, Screen: TableScreen },
  { look: 'map', asked: mapOf, Screen: MapScreen },
  { look: 'agenda', asked: agendaOf, Screen: AgendaScreen },
] as const

/** Screens of those who take part; whoever reads, searches or looks around never fetches them. */
export const FURTHER_SCREENS: readonly Screen[] = [
  {
    path: '/p/:slug/modifier',
    needs: ({ slug = '' }) => [pageAt(slug, 'live'), mentionsOf(slug)],
    show: ({ slug = '' }) => <EditRoute slug={slug} key={slug} />,
  },
  {
    path: '/p/:slug/proposer',
    needs: ({ slug = '' }) => [pageAt(slug, 'live'), mentionsOf(slug)],
    show: ({ slug = '' }) => <EditRoute slug={slug} key={`${slug} apart`} apart />,
  },
  {
    path: '/p/:slug/origine',
    needs: ({ slug = '' }) => [pageAt(slug, 'live'), provenanceOf(slug)],
    show: ({ slug = '' }) => <OriginsScreen slug={slug} key={slug} />,
  },
  {
    path: '/p/:slug/historique',
    needs: ({ slug = '' }, search) => {
      const { diff, before } = askedHistory(search)
      return [
        pageAt(slug, 'live'),
        contributionsOf(slug, before),
        diffOf(slug, diff),
        versionsOf(slug),
        threadsOf(slug),
      ]
    },
    show: ({ slug = '' }) => <HistoryScreen slug={slug} key={slug} />,
  },
  {
    path: '/p/:slug/discussion',
    needs: ({ slug = '' }) => [pageAt(slug, 'live'), threadsOf(slug)],
    show: ({ slug = '' }) => <DiscussionScreen slug={slug} key={slug} />,
  },
  ...SHOWN_TYPES.flatMap((type) =>
    LOOKED_AT.filter(({ look }) => looksOf(type).includes(look)).flatMap(({ look, asked, Screen: Shown }) =>
      (look === 'cards' ? [EMBEDDED] : ['', EMBEDDED]).map((before) => ({
        path: `${before}${type.path}${LOOK_PATHS[look]}`,
        needs: (_params: Params, search: string, lang: Lang) => [asked(type.key, search, lang), ...toName(type)],
        show: () => <Shown type={type.key} key={type.key} />,
      })),
    ),
  ),
  { path: '/bureau-des-temps', needs: (_params, search) => [weekAsked(search)], show: () => <WeekScreen /> },
  { path: '/besoins', needs: (_params, search) => [needsAsked(search)], show: () => <NeedsScreen /> },
  { path: '/manques', needs: (_params, search) => [gapsAsked(search)], show: () => <GapsScreen /> },
  { path: '/doublons', needs: () => [doublePlaces], show: () => <DoublesScreen /> },
  { path: '/relire', show: () => <QueueScreen /> },
  {
    path: '/p/:slug/relire',
    needs: ({ slug = '' }) => [pageAt(slug, 'live')],
    show: ({ slug = '' }) => <ReviewScreen slug={slug} key={slug} />,
  },
  { path: '/nouveau', show: () => <NewPageScreen /> },
  {
    path: '/registre',
    needs: (_params, search) => [ledgerBefore(asksBefore(search))],
    show: () => <LedgerScreen />,
  },
  { path: '/entrer', show: () => <WayInScreen /> },
  {
    path: '/entrer/:token',
    needs: ({ token = '' }) => [invitation(token)],
    show: ({ token = '' }) => <JoinScreen token={token} />,
  },
  { path: '/territoires', needs: () => territoriesNeeds, show: () => <TerritoriesScreen /> },
  {
    path: '/territoires/:id',
    needs: ({ id = '' }) => territoryNeeds(id),
    show: ({ id = '' }) => <TerritoryScreen id={id} key={id} />,
  },
  { path: '/inviter', needs: () => inviteNeeds, show: () => <InviteScreen /> },
  {
    path: '/courriel/:secret',
    needs: ({ secret = '' }) => [mailLink(secret)],
    show: ({ secret = '' }) => <MailLinkScreen secret={secret} key={secret} />,
  },
  { path: '/lettres/:token', show: ({ token = '' }) => <LettersScreen token={token} key={token} /> },
  { path: '/sources/liens', show: () => <LinksScreen /> },
  { path: '/sources/apporter', show: () => <BringSourcesScreen /> },
  { path: '/moi', needs: () => [mySessions], show: () => <MeScreen /> },
]
