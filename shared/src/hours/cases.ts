/**
 * Hours, an instant and a place, and what they come to, worked out by hand from OSM's specification and the French
 * calendars. The shared data folder holds more, where it is at hand.
 */
export interface HoursCase {
  readonly expr: string
  readonly at: string
  /** INSEE code of the commune. */
  readonly insee: string
  readonly expect: 'open' | 'closed' | 'unknown' | 'invalid'
  readonly why: string
}

const at = (insee: string) => (expr: string, instant: string, expect: HoursCase['expect'], why: string) => ({
  expr,
  at: instant,
  insee,
  expect,
  why,
})

const bordeaux = at('33063')
const strasbourg = at('67482')
const saintDenis = at('97411')

export const CASES: readonly HoursCase[] = [
  bordeaux('Mo-Fr 09:00-17:00', '2026-11-24T15:59:00Z', 'open', 'la dernière minute, à Paris'),
  bordeaux('Mo-Fr 09:00-17:00', '2026-11-24T16:00:00Z', 'closed', 'la fin n’en fait pas partie'),
  bordeaux('Mo-Fr 09:00-17:00', '2026-07-21T15:30:00Z', 'closed', 'l’été, deux heures d’avance'),
  saintDenis('Mo-Fr 09:00-17:00', '2026-11-24T05:30:00Z', 'open', 'La Réunion a quatre heures d’avance'),
  at('97502')('Tu 09:00-12:00', '2026-11-24T12:30:00Z', 'open', 'Saint-Pierre a trois heures de retard'),
  bordeaux('Tu,Fr 10:00-12:00; Fr 15:00-17:00', '2026-11-27T10:30:00+01:00', 'closed', 'le point-virgule remplace'),
  bordeaux('Tu,Fr 10:00-12:00, Fr 15:00-17:00', '2026-11-27T10:30:00+01:00', 'open', 'la virgule ajoute'),
  bordeaux('Sa 21:00-03:00', '2026-11-29T02:00:00+01:00', 'open', 'la nuit appartient à la veille'),
  bordeaux('Sa 21:00-27:00', '2026-11-29T03:00:00+01:00', 'closed', 'jusqu’à 27 h, soit 3 h'),
  bordeaux(
    'Fr 20:00-02:00; Sa 10:00-12:00',
    '2026-11-28T01:00:00+01:00',
    'closed',
    'remplacer prend tout le jour civil',
  ),
  bordeaux('Fr 20:00-02:00, Sa 10:00-12:00', '2026-11-28T01:00:00+01:00', 'open', 'ajouter laisse la nuit'),
  bordeaux('Mo-Su 10:00-18:00; PH off', '2026-05-25T11:00:00+02:00', 'closed', 'lundi de Pentecôte'),
  bordeaux('Mo-Su 10:00-18:00; PH off', '2027-03-26T11:00:00+01:00', 'open', 'Vendredi saint : ordinaire à Bordeaux'),
  strasbourg('Mo-Su 10:00-18:00; PH off', '2027-03-26T11:00:00+01:00', 'closed', 'et férié à Strasbourg'),
  strasbourg('Mo-Su 10:00-18:00; PH off', '2026-12-26T11:00:00+01:00', 'closed', 'second jour de Noël'),
  at('97105')(
    'Mo-Su 10:00-18:00; PH off',
    '2026-05-27T11:00:00-04:00',
    'closed',
    'abolition de l’esclavage, Guadeloupe',
  ),
  bordeaux('Su,PH 10:00-12:00', '2026-11-11T11:00:00+01:00', 'open', 'dimanche ou jour férié'),
  bordeaux('PH Mo-Fr 10:00-12:00', '2026-08-15T11:00:00+02:00', 'closed', 'férié un samedi'),
  bordeaux('PH -1 day 10:00-12:00', '2026-11-10T11:00:00+01:00', 'open', 'la veille'),
  bordeaux('SH 10:00-12:00', '2026-10-20T11:00:00+02:00', 'open', 'Toussaint 2026'),
  bordeaux('SH 10:00-12:00', '2026-11-03T11:00:00+01:00', 'closed', 'la rentrée'),
  bordeaux('SH 10:00-12:00', '2028-02-15T11:00:00+01:00', 'unknown', 'au-delà du calendrier'),
  bordeaux('Mo-Fr 08:00-12:00; SH off', '2028-02-13T11:00:00+01:00', 'closed', 'un dimanche, vacances ou non'),
  saintDenis('SH 10:00-12:00', '2026-10-20T11:00:00+04:00', 'unknown', 'aucun calendrier pour La Réunion'),
  at('2A004')('Mo-Fr 09:00-17:00; SH off', '2026-11-24T10:00:00+01:00', 'unknown', 'la Corse a le sien'),
  bordeaux('Sa[1,3] 10:00-12:00', '2026-11-21T11:00:00+01:00', 'open', 'troisième samedi'),
  bordeaux('Sa[1,3] 10:00-12:00', '2026-11-28T11:00:00+01:00', 'closed', 'quatrième'),
  bordeaux('Th[-1] -1 day 10:00-12:00', '2026-11-25T11:00:00+01:00', 'open', 'veille du dernier jeudi'),
  bordeaux('week 48 Tu 10:00-12:00', '2026-11-24T11:00:00+01:00', 'open', 'semaine 48'),
  bordeaux('week 1-53/2 Tu 10:00-12:00', '2026-11-24T11:00:00+01:00', 'closed', 'semaines impaires'),
  bordeaux('easter +1 day 10:00-12:00', '2026-04-06T11:00:00+02:00', 'open', 'lundi de Pâques'),
  bordeaux('easter -2 days-easter 10:00-12:00', '2026-04-04T11:00:00+02:00', 'open', 'de vendredi à dimanche'),
  bordeaux(
    'Mar Su[-1]-Oct Su[-1] 10:00-12:00',
    '2026-10-26T11:00:00+01:00',
    'closed',
    'après le dernier dimanche d’octobre',
  ),
  bordeaux('Oct-Mar: Sa 10:00-12:00', '2027-02-06T11:00:00+01:00', 'open', 'à cheval sur l’année'),
  bordeaux('Dec 24-Jan 2 off', '2027-01-02T11:00:00+01:00', 'closed', 'dernier jour de fermeture'),
  bordeaux('Mo-Su 10:00-18:00; Dec 25,26 off', '2026-12-26T11:00:00+01:00', 'closed', 'deux jours d’un mois'),
  bordeaux('2026 10:00-12:00', '2027-01-04T11:00:00+01:00', 'closed', 'l’année d’avant'),
  bordeaux('2026-2030/2 10:00-12:00', '2028-01-04T11:00:00+01:00', 'open', 'une année sur deux'),
  bordeaux('2026 Dec 21+ off || 10:00-12:00', '2026-12-20T11:00:00+01:00', 'open', 'avant une fermeture sans fin'),
  bordeaux('Feb 29 10:00-12:00', '2027-02-28T11:00:00+01:00', 'closed', 'pas de 29 février'),
  bordeaux('18:00+', '2026-11-24T19:00:00+01:00', 'unknown', 'nul ne dit jusqu’à quand'),
  bordeaux('18:00-20:00+', '2026-11-24T19:00:00+01:00', 'open', 'sûr jusqu’à 20 h'),
  bordeaux('18:00-20:00+', '2026-11-24T21:00:00+01:00', 'unknown', 'après, peut-être'),
  bordeaux('sunrise-sunset', '2026-11-24T12:00:00+01:00', 'unknown', 'où le soleil se lève, nul ne le dit'),
  bordeaux('Mo-Fr 09:00-18:00; Sa unknown "appeler"', '2026-11-28T12:00:00+01:00', 'unknown', 'dit tel quel'),
  bordeaux(
    'Mo-Fr 09:00-18:00 "sur rendez-vous"',
    '2026-11-24T12:00:00+01:00',
    'unknown',
    'un mot à la place d’un état',
  ),
  bordeaux('Mo-Fr 09:00-18:00 open "sonner"', '2026-11-24T12:00:00+01:00', 'open', 'un mot à côté d’un état'),
  bordeaux('Mo-Fr 09:00-18:00; 12:00-14:00 off', '2026-11-24T13:00:00+01:00', 'closed', 'pause de midi'),
  bordeaux('24/7; PH off', '2026-12-25T12:00:00+01:00', 'closed', 'toujours, sauf fériés'),
  bordeaux('   ', '2026-12-25T12:00:00+01:00', 'unknown', 'rien n’est dit'),
  bordeaux('lundi 9h-18h', '2026-11-24T12:00:00+01:00', 'invalid', 'du français'),
  bordeaux('Mo-Fr 25:00-26:00', '2026-11-24T12:00:00+01:00', 'invalid', 'pas une heure'),
  bordeaux('Mo-Fr 09:00-', '2026-11-24T12:00:00+01:00', 'invalid', 'pas de fin'),
  bordeaux('Feb 30 10:00-12:00', '2026-11-24T12:00:00+01:00', 'invalid', 'pas un jour'),
]
