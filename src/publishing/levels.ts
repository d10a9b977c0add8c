import type { ConsentPurpose } from './matrix.ts'

/** Levels that a signature opens by itself; the public ones come with a page that is signed. */
export const raisedLevels = [2, 3] as const
export type RaisedLevel = (typeof raisedLevels)[number]
export const loweredLevels = [4, 3, 2, 1] as const
export type LoweredLevel = (typeof loweredLevels)[number]

/** What a level shows her for. Safety: consent to one of them is none to another. */
export const purposesOf: Readonly<Record<RaisedLevel, readonly ConsentPurpose[]>> = {
  2: ['coalition'],
  3: ['private-advocacy', 'embassies', 'un-regional'],
}
