/** Which organisations an update names: as authors, as the source of the text, as the one whose page it is. */

/** What is looked at here of the body of an update, whose module stands above this one. */
interface UpdateBody {
  authors: (string | { kind: string; id?: string; name?: string })[]
  organisationId?: string
  sourceOrganisation?: { id: string }
  source?: string
}

/** Of the three kinds of page, an update alone has authors. */
export const isUpdate = (body: object): body is UpdateBody => 'authors' in body

/** Ids of those that its author chose to name. */
export const chosenIn = ({ authors, sourceOrganisation: source }: UpdateBody): string[] => [
  ...authors.flatMap((one) => (typeof one === 'object' && one.kind === 'organisation' && one.id) || []),
  ...(source ? [source.id] : []),
]

/** The body with those alone, of the ones that its author chose, for whom `may` says yes. */
export function keepChosen<T extends UpdateBody>(body: T, may: (id: string) => boolean): T {
  const { authors, sourceOrganisation: source, ...rest } = body
  return {
    ...rest,
    authors: authors.filter(
      (one) => typeof one === 'string' || one.kind !== 'organisation' || may(one.id ?? ''),
    ),
    ...(source && may(source.id) ? { sourceOrganisation: source } : {}),
  } as T
}

/**
 * The same, and without the names of others that were typed, or stand for whose page it is: an update stands without the
 * name of who wrote it. A campaign has no such way; it stops (`campaigns/organisation-unnamed.ts`).
 */
export function keepNamed<T extends UpdateBody>(
  body: T,
  may: { id(id: string): boolean; name(typed: string): boolean },
): T {
  const { authors, organisationId: owner, source, ...rest } = keepChosen(body, may.id)
  return {
    ...rest,
    authors: authors.filter((one) => may.name((typeof one === 'string' ? one : one.name) ?? '')),
    ...(owner && may.id(owner) ? { organisationId: owner } : {}),
    ...(source && may.name(source) ? { source } : {}),
  } as T
}
