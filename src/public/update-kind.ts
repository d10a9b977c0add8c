import { updateKinds, type UpdateKind } from '#updates/views/public.ts'

/** The words of the database, spelled as message keys are. */
export function updateKindOf(kind: string): UpdateKind {
  const spelled = kind === 'message-from-the-person' ? 'message' : kind.replaceAll('-', '_')
  return (updateKinds as readonly string[]).includes(spelled)
    ? (spelled as UpdateKind)
    : 'further_information'
}
