/** Nothing here tells who the reader is: these pages are made from a link's purpose alone. */
export interface ConfirmProjection {
  /** `action`: something was done with this address; `follow`: it only asks to hear, of the case or in a `newsletter`. */
  purpose: 'action' | 'follow' | 'newsletter'
  person: string
  organisation: string
  /** POST target; sends `answer`: follow | only | not_me. */
  formHref: string
  /** Which of the mail's links was opened: its button leads. */
  meant: ConfirmedProjection['answer']
}

export interface ConfirmedProjection {
  purpose: ConfirmProjection['purpose']
  answer: 'follow' | 'only' | 'not_me'
  person: string
  /** who keeps what was entered; absent where it may not be named, or is not known */
  organisation?: string | undefined
  caseHref: string
  next?: { href: string; label: string } | undefined
}

/** Fields: `email`, `firstName` (optional), `country` (optional), `newsletter` (yes). */
export interface FollowProjection {
  person: string
  organisation: string
  caseHref: string
  formHref: string
  privacyHref: string
}

export interface UnsubscribeProjection {
  /** Absent where the mail was no mail about one case. */
  person?: string
  /** POST target; sends `scope`: case | all. */
  formHref: string
}

export const preferenceCommands = ['held', 'stop_case', 'stop_all', 'take_back', 'erase'] as const
export type PreferenceCommand = (typeof preferenceCommands)[number]
/** What can be asked for: a press of a button, or a form of its own. */
/** What the link in the mail that tells of a change can do. */
export const undoCommands = ['undo', 'undo_and_lock', 'lock'] as const
export const preferencesDone = [...preferenceCommands, 'change', ...undoCommands] as const
export type PreferenceDone = (typeof preferencesDone)[number]

export interface PreferencesProjection {
  organisation: string
  person?: string
  /** Other organisations use this site too: the reader says whether all of them are meant. */
  others: boolean
  /** POST target; sends `scope` (one | all) and `command`. */
  formHref: string
  privacyHref: string
  /** where name, country and language are set right */
  changeHref: string
}

/**
 * Fields: `firstName`, `lastName`, `country`, `mailLanguage`, `former`, `signatures` (yes), `scope` (one | all), all of them
 * empty at first: what is held is shown to nobody.
 */
export interface ChangeProjection {
  organisation: string
  others: boolean
  /** POST target */
  formHref: string
  choicesHref: string
}

export interface UndoProjection {
  organisation: string
  /** POST target; sends `command`; absent when it is too late */
  formHref?: string
}
