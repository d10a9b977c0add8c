export const joint = {
  'joint.title': 'Joint broadcast, {code}',
  'joint.standing.waiting': 'Waits',
  'joint.standing.quiet': 'Waits for the quiet to end',
  'joint.standing.sending': 'Under way',
  'joint.standing.cancelled': 'Stopped',
  'joint.standing.done': 'Done',
  'joint.sender':
    '{organisation} sends it out: {count, plural, one {# mail} other {# mails}} in all, from each organisation to those who answered it first. Nobody gets two.',
  'joint.goes': 'It goes at {at}, unless an organisation holds it.',
  'joint.held':
    '{count, plural, one {An organisation holds it. It goes when that is taken back, and not before its hour.} other {# organisations hold it. It goes when all of that is taken back, and not before its hour.}}',
  'joint.quiet':
    'The case is quiet. When two people end that, {count, plural, =0 {it goes at once.} one {the minute to hold it begins anew.} other {the # minutes to hold it begin anew.}}',
  'joint.holds': 'Held by',
  'joint.hold.stands': 'Holds it',
  'joint.hold.released': 'Taken back',
  'joint.hold': 'Hold it',
  'joint.hold.reason': 'Why it must not go now',
  'joint.hold.hint': 'All organisations of the case read this. Nothing leaves until you take it back.',
  'joint.hold.save': 'Hold it',
  'joint.release': 'Take the hold back',
  'joint.did.hold': 'Held. Nothing leaves.',
  'joint.did.release': 'Taken back.',
  'joint.did.stop': 'Stopped. Nothing more leaves.',
  'joint.stop': 'Stop all of it',
  'joint.stop.text':
    'It ends for every organisation. What has left cannot be called back; to go on, send the update anew.',
  'joint.results': 'By organisation',
  'joint.col.organisation': 'Organisation',
  'joint.col.mails': 'Mails',
  'joint.part': 'This is your part of a joint broadcast.',
  'joint.part.open': 'Look at all of it',
  'joint.before': 'Joint broadcasts of this update',
  'joint.col.begun': 'Begun',
  'joint.col.standing': 'State',
  'joint.today.goes': '{code}: a joint broadcast goes at {at}; you may hold it',
  'joint.today.held': '{code}: a joint broadcast is held',
  'joint.today.left':
    '{code}: an organisation left before it had mailed {count, plural, one {one person} other {# people}} of a joint broadcast; send the update again to reach those whom others know',
} as const

type JointMessages = Record<keyof typeof joint, string>
declare module '#platform/i18n.ts' {
  interface MessageCatalogue extends JointMessages {}
}
