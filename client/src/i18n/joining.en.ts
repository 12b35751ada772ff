import { formatIn } from './format.ts'
import type { JoiningLabels } from './joining.fr.ts'

const { number, plural } = formatIn('en')

export const joiningEn: JoiningLabels = {
  roles: {
    visitor: 'Visitor',
    member: 'Member',
    validator: 'Validator',
    steward: 'Steward',
  },
  wholeNetwork: 'The whole network',

  territories: {
    newOne: 'One more territory',
    name: 'Name',
    kind: 'It is',
    within: 'It lies in',
    nowhere: 'No other one',
    visibility: 'For whom',
    visibilityChoice: {
      public: 'Everyone',
      unlisted: 'Whoever has the address (unlisted)',
      private: 'Its members only (private)',
    },
    make: 'Make the territory',
    tooShort: 'It needs a name of at least two letters.',
    people: 'Its members',
    peopleSays: 'These names are shown here only, to those who belong.',
    until: (day) => `until ${day}`,
    changeRole: (name) => `Change the role: ${name}`,
    role: 'Role',
    takeOut: 'No longer a member here',
    untilWhen: 'Until (optional)',
    give: 'Give this role',
    given: (name) => `Done for ${name}.`,
    wish: (name) => `Propose ${name} as validator`,
    wishWhy: 'Why, in a word',
    wishWhyShort: 'One word is enough, but it takes one.',
    wishGo: 'Propose',
    wished: (name) => `We ask ${name} first, in private. Nobody else will know before they say yes.`,
    willing: (name, by) =>
      by
        ? `${name} would like to be a validator here, as ${by} proposed.`
        : `${name} would like to be a validator here.`,
    confirmUntil: 'Until the day on which others take over',
    confirmNoDay: 'Choose a day: roles go round.',
    confirm: 'Confirm as validator',
    notNow: 'Not now',
    endingSoon: 'These roles end within the month. Who comes next?',
    ends: (name, role, day) => `${name}, ${role}, on ${day}`,
    settings: 'Name and visibility',
    closesAll: 'What lies in a territory is never more open than it is.',
    save: 'Change',
    changed: 'Changed.',
    leave: (name) => `Leave ${name}`,
    leaveSays: 'You will have no role here any more. Coming back takes an invitation. What you wrote stays.',
    leaveSure: 'Leave',
    stay: 'Stay',
    pageOf: 'It belongs to',
    place: 'Put it there',
    placed: 'The page is there.',
  },

  rename: {
    title: 'Change your name',
    go: 'Take this name',
  },

  asked: {
    title: 'A question for you',
    says: (by, territory) =>
      by
        ? `${by} would like you to check the pages of ${territory}.`
        : `Would you like to check the pages of ${territory}?`,
    between: 'This stays between us: nobody knows of it before you say yes, and a no is told to nobody.',
    yes: 'Yes, gladly',
    no: 'No thank you',
    saidYes: 'Thank you. The stewards of the territory know, and will answer.',
    saidNo: 'Noted, and nobody will learn of it.',
  },

  oneName: {
    title: 'Two names, one person',
    how: 'You have another name here? Come in under it, on this device, without leaving first. Be back here within a quarter of an hour: the two can become one.',
    onceMore: (other) =>
      `“${other}” was in on this device. To be sure that it is you: come in once more under that name, by mail, by passkey or with the network’s account, then come back here.`,
    comeIn: 'Come in under the other name',
    both: (other, name) => `This device has just shown that “${other}” is yours, as “${name}” is. Bring them together?`,
    says: (other, name) => [
      `What was written under “${other}” will be read under “${name}”. That they are one person will be seen.`,
      'Addresses, passkeys, drafts and territories come together. Of two roles the wider one stays, until its day.',
      `Devices signed in as “${other}” are signed out.`,
      'The ledger says that two names were brought together.',
    ],
    go: 'Bring the two names together',
    sureSays: (other, name) => `“${other}” becomes “${name}”, for ever. Do it only if both are yours.`,
    sure: 'Bring together for ever',
    notMine: (other) => `“${other}” is not mine`,
    done: 'Done: one name.',
  },

  departing: {
    title: 'Leave for good',
    lead: 'You may leave whenever you like, without asking anyone.',
    what: 'What goes, what stays',
    says: [
      'Your name disappears everywhere: in its place, a name that says nothing, such as “Anonyme · 7f3a”.',
      'Your addresses, passkeys, devices, drafts, roles and invitations are erased.',
      'What you wrote stays, under that name. If a text names you, change it before you leave.',
      'Backups already made keep your name until they are replaced.',
    ],
    go: 'Leave for good',
    sureSays: 'Nobody can take this back, neither you nor the stewards. It would take a new invitation.',
    sure: 'Leave for ever',
  },

  passkeys: {
    title: 'Your passkeys',
    says: 'A finger, a face or the device’s code, and you are back: no password, no address.',
    name: 'Name of the passkey',
    nameHint: 'My phone',
    add: 'Add a passkey',
    added: 'Passkey added.',
    made: (day) => `added on ${day}`,
    remove: 'Remove',
    removeWhich: (name) => `Remove the passkey ${name}`,
    noName: 'Give it a name.',
    gaveUp: 'Nothing was added: the browser gave up, or already has a passkey for you.',
  },

  addresses: {
    title: 'Your addresses',
    says: 'To come back without a new invitation: a link is sent to your address. Nobody else sees it, and nothing is sent there that you did not ask for.',
    add: 'Add an address',
    send: 'Receive the link that confirms it',
    sent: 'A link is on its way. Open it within fifteen minutes, on a device where you are signed in under this name.',
    remove: 'Remove',
    removeWhich: (address) => `Remove ${address}`,
  },

  inviting: {
    form: 'A new invitation',
    where: 'For',
    role: 'It lets one be',
    roleSays: {
      visitor: 'Visitor: read',
      member: 'Member: write with the others',
      validator: 'Validator: write and check',
      steward: 'Steward: write, check, look after',
    },
    uses: 'How many people',
    people: (count) => plural(count, 'one person', `up to ${number(count)} people`),
    days: 'Good for',
    lasts: (count) => plural(count, 'one day', `${number(count)} days`),
    make: 'Prepare the invitation',
    ready: 'The invitation is ready',
    once: 'This link will not be shown again: copy it, or print it, now.',
    link: 'Invitation link',
    copy: 'Copy the link',
    copied: 'Link copied.',
    notCopied: 'The browser did not copy: the link is selected, copy it by hand.',
    code: 'Code to read with a phone: it opens the invitation link',
    print: 'Print for the wall',
    another: 'Prepare another one',
    wall: 'Write with us',
    wallHow: 'Read this code with a phone, then say the name that others will see. That is all.',
    until: (day) => `Good until ${day}.`,
    open: 'Your open invitations',
    none: 'None of your invitations is open.',
    left: (count) => plural(count, 'one more person', `${number(count)} more people`),
    takeBack: 'Take back',
    takeBackWhich: (role, place) => `Take back the invitation: ${role}, ${place}`,
    takenBack: 'Invitation taken back: nobody comes in by that link any more.',
  },
}
