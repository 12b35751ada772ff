import type { LedgerLabels } from './ledger.fr.ts'

export const ledgerEn: LedgerLabels = {
  says: 'What was done to look after the wiki, by whom and why. Nothing is taken out of it; each entry bears the hash of the one before.',
  acts: {
    'member.signed-out': (by: string, member: string) => `${by} ended the sessions of ${member}.`,
    'member.quarantined': (by: string, member: string) => `${by} put ${member} in quarantine.`,
    'member.released': (by: string, member: string) => `${by} released ${member} from quarantine.`,
    'member.merged': (by: string) => `${by} brought two names together into one.`,
    'member.left': (by: string) => `${by}: someone left. What was written stays.`,
    'role.given': (by: string, member: string) => `${by} gave ${member} a role.`,
    'page.archived': (by: string) => `${by} archived:`,
    'page.unarchived': (by: string) => `${by} took out of the archive:`,
    'page.merged': (by: string) => `${by} merged into another page of the same place:`,
    'page.locked': (by: string) => `${by} closed to writing:`,
    'page.unlocked': (by: string) => `${by} opened to writing again:`,
    'page.placed': (by: string) => `${by} changed the territory or the visibility of:`,
    'contribution.undone': (by: string, member: string) => `${by} undid a contribution of ${member} in:`,
    'contribution.hidden': (by: string, member: string) =>
      `${by} took a contribution of ${member} out of sight in the history of:`,
    'contribution.shown': (by: string, member: string) =>
      `${by} put a contribution of ${member} back in sight in the history of:`,
    'version.made': (by: string) => `A new reviewed version, with ${by} agreeing:`,
    'version.renewed': (by: string) => `${by} confirmed that this is still right:`,
    'report.answered': (by: string) => `${by} answered a report on:`,
    'objection.raised': (by: string) => `${by} raised an objection about:`,
    'objection.settled': (by: string) => `${by} answered an objection, or withdrew their own, about:`,
    'message.hidden': (by: string, member: string) => `${by} took a message by ${member} out of sight, about:`,
    'message.shown': (by: string, member: string) => `${by} put a message by ${member} back into sight, about:`,
  },
}
