/** Closed lists of the coalition; labels stand in the locales. */
export const decisionKinds = ['question', 'charter', 'lead', 'end-membership'] as const
export type DecisionKind = (typeof decisionKinds)[number]
export type DecisionState = 'open' | 'agreed' | 'refused' | 'withdrawn'
export type SettledHow = 'votes' | 'silence' | 'taken-back' | 'overtaken'

export const answers = ['agree', 'object', 'abstain'] as const
export type Answer = (typeof answers)[number]

/** What somebody is for the coalition. Where an organisation named who signs, only they and their deputies vote for it. */
export const personFunctions = ['contact', 'signs', 'deputy', 'spokesperson', 'press', 'drafts'] as const
/** They stand on the page for the press, where the charter lets their organisation speak. */
export const speakingFunctions = [
  'spokesperson',
  'press',
] as const satisfies readonly (typeof personFunctions)[number][]
export type PersonFunction = (typeof personFunctions)[number]

export const coalitionRoles = ['lead', 'partner', 'observer'] as const
export type CoalitionRole = (typeof coalitionRoles)[number]

export type TaskState = 'open' | 'done' | 'withdrawn'

/** What people do with a task of the room. */
export const taskActs = ['give', 'take', 'name', 'let-go', 'give-back', 'done', 'reopen', 'withdraw'] as const
export type TaskAct = (typeof taskActs)[number]

/** What became of it, as its history says; an organisation that leaves does so by leaving. */
export type TaskStep =
  | 'set'
  | 'given'
  | 'taken'
  | 'named'
  | 'let-go'
  | 'given-back'
  | 'done'
  | 'reopened'
  | 'withdrawn'
  | 'left'
