/** Closed lists of the coalition; labels stand in the locales. */
export const decisionKinds = ['question', 'charter', 'lead', 'end-membership'] as const
export type DecisionKind = (typeof decisionKinds)[number]
export type DecisionState = 'open' | 'agreed' | 'refused' | 'withdrawn'
export type SettledHow = 'votes' | 'silence' | 'taken-back' | 'overtaken'

export const answers = ['agree', 'object', 'abstain'] as const
export type Answer = (typeof answers)[number]

/** What somebody is for the coalition. Where an organisation named who signs, only they and their deputies vote for it. */
export const personFunctions = ['contact', 'signs', 'deputy', 'spokesperson', 'press', 'drafts'] as const
export type PersonFunction = (typeof personFunctions)[number]

export const coalitionRoles = ['lead', 'partner', 'observer'] as const
export type CoalitionRole = (typeof coalitionRoles)[number]
