import type { ConsentItem } from './tables.ts'

/** What a consent may be for. Fundraising stands apart: no preset holds it, and nothing else implies it. */
export const consentPurposes = [
  'safety',
  'legal',
  'coalition',
  'private-advocacy',
  'un-regional',
  'embassies',
  'media',
  'web',
  'social',
  'fundraising',
  'statistics',
] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

export const presetNames = ['quiet-help', 'private-advocacy', 'public-unnamed', 'public-named'] as const
export type PresetName = (typeof presetNames)[number]

interface Preset {
  items: readonly ConsentItem[]
  purposes: readonly ConsentPurpose[]
}

const quiet = ['safety', 'legal'] as const
const advocacy = [...quiet, 'coalition', 'private-advocacy', 'un-regional', 'embassies'] as const
const open = [...advocacy, 'media', 'web', 'social', 'statistics'] as const

/** Four answers that most talks come to. They fill the form; what was said otherwise is changed there, tick by tick. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  'quiet-help': {
    items: ['name', 'place', 'health', 'family', 'charges', 'documents', 'story'],
    purposes: quiet,
  },
  'private-advocacy': { items: ['name', 'affiliation', 'charges', 'documents', 'story'], purposes: advocacy },
  'public-unnamed': { items: ['pseudonym', 'charges', 'story'], purposes: open },
  'public-named': {
    items: ['name', 'image', 'affiliation', 'charges', 'quotes', 'story'],
    purposes: open,
  },
}
