import type { TlpMark, Visibility } from '../facts/lists.ts'
import type { PointVisibility } from '../statements/lists.ts'
import type { WishKind } from '../wishes/lists.ts'

/** What of a person a sheet may show; `publishing` keeps the answers under the same names. */
export type SheetItem =
  | 'name'
  | 'pseudonym'
  | 'affiliation'
  | 'place'
  | 'health'
  | 'family'
  | 'charges'
  | 'story'
  | 'quotes'

/** The parts of a sheet, in the order in which they stand on it. */
export const sheetParts = [
  'how-to-speak',
  'identity',
  'place',
  'liberty',
  'health',
  'family',
  'proceedings',
  'facts',
  'words',
  'threats',
  'risk-wording',
  'interventions',
  'public-wording',
] as const
export type SheetPart = (typeof sheetParts)[number]

/**
 * What each part of the case as a whole needs of every person at risk. Parts that are about one person (identity, health)
 * ask that person alone. How she wishes to be spoken of is her own direction to whoever speaks.
 */
export const partNeeds: Readonly<Record<SheetPart, SheetItem | undefined>> = {
  'how-to-speak': undefined,
  identity: undefined,
  words: undefined,
  health: undefined,
  place: 'place',
  liberty: 'story',
  family: 'family',
  proceedings: 'charges',
  facts: 'story',
  threats: 'story',
  'risk-wording': 'story',
  interventions: 'story',
  'public-wording': 'story',
}

/** How closely the file is read out: with the team's notes, with codes and what courts know, or what may be said aloud. */
export type Detail = 'file' | 'case' | 'aloud'

export const audienceNames = ['lawyer', 'embassy', 'un-regional', 'coalition', 'press', 'family'] as const
export type AudienceName = (typeof audienceNames)[number]

export interface Audience {
  /** the purpose for which a person must have agreed */
  purpose: 'legal' | 'embassies' | 'un-regional' | 'coalition' | 'media' | 'safety'
  /** Traffic Light mark of the sheet itself */
  tlp: TlpMark
  parts: readonly SheetPart[]
  detail: Detail
  facts: { visibility: readonly Visibility[]; tlp: readonly TlpMark[] }
  /** circles for which she approved a point that may stand here; beside it she has to agree to be quoted for the purpose */
  words: readonly PointVisibility[]
  /** directions of the person under which no sheet is made for this audience at all */
  forbiddenBy: readonly WishKind[]
}

const everyEye = ['team', 'coalition', 'public'] as const
const shared = ['coalition', 'public'] as const

/** Safety: red stays with the team, whoever asks. */
export const audiences: Readonly<Record<AudienceName, Audience>> = {
  lawyer: {
    purpose: 'legal',
    tlp: 'amber-strict',
    parts: sheetParts,
    detail: 'file',
    facts: { visibility: everyEye, tlp: ['amber', 'green', 'clear'] },
    words: ['public'],
    forbiddenBy: [],
  },
  embassy: {
    purpose: 'embassies',
    tlp: 'amber-strict',
    parts: sheetParts.filter((part) => part !== 'interventions'),
    detail: 'case',
    facts: { visibility: shared, tlp: ['green', 'clear'] },
    words: ['public'],
    forbiddenBy: [],
  },
  'un-regional': {
    purpose: 'un-regional',
    tlp: 'amber',
    parts: sheetParts,
    detail: 'case',
    facts: { visibility: shared, tlp: ['amber', 'green', 'clear'] },
    words: ['public'],
    forbiddenBy: [],
  },
  coalition: {
    purpose: 'coalition',
    tlp: 'amber',
    parts: [
      ...['how-to-speak', 'identity', 'liberty', 'proceedings', 'facts', 'words', 'risk-wording'],
      'public-wording',
    ] as SheetPart[],
    detail: 'aloud',
    facts: { visibility: shared, tlp: ['amber', 'green', 'clear'] },
    words: ['room', 'public'],
    forbiddenBy: [],
  },
  press: {
    purpose: 'media',
    tlp: 'green',
    parts: [
      ...['how-to-speak', 'identity', 'liberty', 'proceedings', 'facts', 'words', 'risk-wording'],
      'public-wording',
    ] as SheetPart[],
    detail: 'aloud',
    facts: { visibility: ['public'], tlp: ['clear'] },
    words: ['public'],
    forbiddenBy: ['go-quiet'],
  },
  family: {
    purpose: 'safety',
    tlp: 'amber-strict',
    parts: ['how-to-speak', 'identity', 'place', 'liberty', 'proceedings', 'public-wording'],
    detail: 'aloud',
    facts: { visibility: ['public'], tlp: ['clear'] },
    words: [],
    forbiddenBy: ['no-family-contact'],
  },
}
