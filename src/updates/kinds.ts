import { updateKinds, type UpdateKind } from './views/projection.ts'

/** The words of the database, spelled as message keys are. */
export function kindKey(kind: string): UpdateKind {
  const spelled = kind === 'message-from-the-person' ? 'message' : kind.replaceAll('-', '_')
  return (updateKinds as readonly string[]).includes(spelled)
    ? (spelled as UpdateKind)
    : 'further_information'
}
