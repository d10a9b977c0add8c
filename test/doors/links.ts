/**
 * Every kind of address that is a secret: whoever holds one may do what it is for, without signing in.
 * `test/private-links.test.ts` makes one of each kind and walks it.
 */
import { linkLasts, type LinkPurpose } from '../../src/organisations/link.ts'

export interface LinkKind {
  /** What it is for. It is for nothing else: behind the door of another kind it is no link at all. */
  purpose: string
  /** who makes it */
  by: string
  /** the file that makes its secret */
  madeIn: string
  /** `door METHODS path`: the POST acts; GET and HEAD change nothing, since programs that read mail open links */
  doors: readonly string[]
  /** in milliseconds; `ended`: until somebody ends it; `always`: for nobody is told that it is too late to leave */
  life: number | 'ended' | 'always'
  /**
   * What a second press does: the link is `used` up, or there is `nothing` left to do; `anew`: each press is one more
   * answer; `reads`: there is no press, the address is read again and again
   */
  again: 'used' | 'nothing' | 'anew' | 'reads'
}

const [hour, day] = [3_600_000, 86_400_000]
const welcome = ['office GET+POST /welcome/:token', 'office POST /welcome/:token/passkey']
const joining = [...welcome, 'office POST /welcome/:token/join']
const oneTime = (purpose: LinkPurpose) =>
  ({ madeIn: 'src/organisations/link.ts', life: linkLasts[purpose], again: 'used' }) as const

export const links = {
  'check-in': {
    purpose: 'one of her signs of life: well, or a call',
    by: 'a caseworker on the team, with her plan; a new one ends it',
    madeIn: 'src/cases/check-ins/plan.ts',
    doors: ['private GET+POST /k/:token'],
    life: 'ended',
    again: 'anew',
  },
  alarm: {
    purpose: 'a colleague takes the alarm that it came with',
    by: 'the worker, one for each message of an alarm',
    madeIn: 'src/cases/duty/alarm.ts',
    doors: ['private GET+POST /r/:token'],
    life: 7 * day,
    again: 'nothing',
  },
  consent: {
    purpose: 'she reads her consents and takes back or narrows what she wants, once she has said her phrase',
    by: 'a caseworker on the team, for at most three days',
    madeIn: 'src/publishing/consent-links/link.ts',
    doors: ['private GET+POST /m/:token'],
    life: 72 * hour,
    again: 'nothing',
  },
  calendar: {
    purpose: 'a calendar program reads dates under code names',
    by: 'a member, for herself',
    madeIn: 'src/cases/calendar/feed.ts',
    doors: ['private GET /d/:name'],
    life: 'ended',
    again: 'reads',
  },
  'first-member': {
    purpose: 'the first member of an organisation comes in and names it',
    by: 'the operator, at the first start or from the command line',
    doors: welcome,
    ...oneTime('first-member'),
  },
  invitation: {
    purpose: 'a colleague comes in, under the address that was invited',
    by: 'an administrator',
    doors: joining,
    ...oneTime('invitation'),
  },
  'new-organisation': {
    purpose: 'an organisation that is new here comes in, invited to a coalition',
    by: 'whoever invites to the coalition',
    doors: joining,
    ...oneTime('new-organisation'),
  },
  recovery: {
    purpose: 'a member who lost all credentials sets a new one',
    by: 'the operator, from the command line; all administrators are told',
    doors: welcome,
    ...oneTime('recovery'),
  },
  demo: {
    purpose: 'a look around as one of the cast, in a demo alone',
    by: 'the demo',
    doors: ['office GET+POST /demo/:token'],
    ...oneTime('demo'),
  },
  'audit-address': {
    purpose: 'the owner of a mailbox wants the heads of the audit chain there',
    by: 'an administrator, by naming the address',
    madeIn: 'src/organisations/audit-address.ts',
    doors: ['office GET+POST /audit-address/:organisationId/:token'],
    life: 7 * day,
    again: 'used',
  },
  confirm: {
    purpose: 'a supporter says that it was she who acted or followed, or that it was not',
    by: 'the worker, in the mail that asks',
    madeIn: 'src/campaigns/confirm-mail.ts',
    doors: [
      'visitors GET+POST /:lang/confirm/:token',
      'visitors GET /:lang/confirm/:token/only',
      'visitors GET /:lang/confirm/:token/not-me',
    ],
    life: 7 * day,
    again: 'nothing',
  },
  preferences: {
    purpose: 'a supporter’s choices, from a mail to her alone',
    by: 'the worker, in each such mail',
    madeIn: 'src/campaigns/preference-token.ts',
    doors: [
      'visitors GET+POST /:lang/preferences/:token',
      'visitors GET+POST /:lang/preferences/:token/change',
    ],
    life: 'always',
    again: 'nothing',
  },
  choices: {
    purpose:
      'the same from a broadcast: signed once for all, and behind the dot who it is, for the office alone',
    by: 'the worker, in each broadcast',
    madeIn: 'src/campaigns/leaving.ts',
    doors: [
      'visitors GET+POST /:lang/preferences/:token',
      'visitors GET+POST /:lang/preferences/:token/change',
    ],
    life: 'always',
    again: 'nothing',
  },
  undo: {
    purpose: 'a supporter undoes one change of what is held on her',
    by: 'the worker, in the mail that tells of it',
    madeIn: 'src/campaigns/correcting.ts',
    doors: ['visitors GET+POST /:lang/undo/:token'],
    life: 90 * day,
    again: 'nothing',
  },
  unsubscribe: {
    purpose: 'a supporter leaves with one press, also that of her mail program (RFC 8058)',
    by: 'the worker, in each broadcast',
    madeIn: 'src/campaigns/leaving.ts',
    doors: ['visitors GET+POST /u/:token'],
    life: 'always',
    again: 'nothing',
  },
  'sign-on': {
    purpose: 'an organisation from outside says that it was it who signed a joint letter, or that it was not',
    by: 'the worker, in the mail that asks',
    madeIn: 'src/joint-letters/sign-on-links.ts',
    doors: ['visitors GET+POST /:lang/sign-on/:token'],
    life: 7 * day,
    again: 'nothing',
  },
  signatory: {
    purpose: 'it takes its signature back',
    by: 'the worker, in the mail that says that it is listed',
    madeIn: 'src/joint-letters/sign-on-links.ts',
    doors: ['visitors GET+POST /:lang/signatory/:token'],
    life: 'always',
    again: 'nothing',
  },
} satisfies Record<string, LinkKind>

export type LinkName = keyof typeof links

/** What makes a secret of an address, and the files that call it without handing out an address. */
export const makers = /\b(?:signLink|opaqueToken|linkToken|newToken)\(/
export const noLinks: Readonly<Record<string, string>> = {
  'src/platform/sign-in/token.ts': 'the maker itself',
  'src/organisations/session.ts': 'the cookie of a session',
  'src/cases/duty/wording.ts': 'writes the link of an alarm anew into its message',
}

/**
 * Names in the addresses of these doors that are no secret: published, or chosen from a list. A `journey` is known to the
 * browser of a visit, and what is added with it waits for the answer to a mail.
 */
export const known = new Set(
  `lang id update letter key kind partner page answer command by file organisationId what
  journey`.split(/\s+/),
)
