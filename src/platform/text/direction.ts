const RIGHT_TO_LEFT = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'ff-adlm',
  'he',
  'ks',
  'nqo',
  'ps',
  'sd',
  'syr',
  'ug',
  'ur',
  'yi',
])

/** The direction of a language's usual script, for the `dir` attribute. */
export const directionOf = (language: string): 'ltr' | 'rtl' => {
  const tag = language.toLowerCase()
  return RIGHT_TO_LEFT.has(tag) || RIGHT_TO_LEFT.has(tag.split('-', 1)[0] ?? tag) ? 'rtl' : 'ltr'
}
