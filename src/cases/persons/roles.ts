/** What a person does for the rights of others; several may hold. The file keeps the code, the label is translated. */
export const defenderRoles = [
  'journalist',
  'lawyer',
  'unionist',
  'land-environment',
  'womens-rights',
  'lgbtiq',
  'student',
  'religious',
  'opposition-politician',
  'family-of-defender',
  'other',
] as const
export type DefenderRole = (typeof defenderRoles)[number]
