/** Whether she may be read in the name of one that signed, for whoever knows how she is called and for nobody else. */
import type { Tx } from '#platform/database.ts'
import { hostOf } from '#platform/text/website.ts'
import { isOnTeam, listPersons, mayTellOf } from '#cases/index.ts'
import type { GateItem } from '#publishing/index.ts'
import type { JointLetter } from './letter.ts'
import type { Signatory } from './signatory.ts'

export interface HerName {
  /** visitors read the letter with her name on it: nothing is left to give away */
  isPublic: boolean
  /** whether this member may list anybody: of the case team, or she is public by name. Each row of a letter alike. */
  mayList: boolean
  /** a word of somebody's in the file stands in its name or at its web site; never said of one that nobody lists, as a member or a pending one */
  tellsIn(one: Signatory): boolean
}

/**
 * How this member stands to the names of one letter's list, as visitors read it now.
 * Safety: whoever fills in the public form chooses what is compared with her name, so that the answer is an oracle for it: it is
 * kept nowhere, is made from the file as the reader's own login opens it, and what somebody off the team sees, and may do,
 * is the same for every row.
 */
export async function herNameIn(tx: Tx, letter: Pick<JointLetter, 'id' | 'caseId'>): Promise<HerName> {
  const isPublic = (await findPage(tx, letter.id))?.item === 'name'
  const onTeam = await isOnTeam(tx, letter.caseId)
  const persons = onTeam && !isPublic ? await listPersons(tx, letter.caseId) : []
  return {
    ...{ isPublic, mayList: isPublic || onTeam },
    tellsIn: ({ state, memberOrganisationId, name, website }) =>
      state !== 'pending' &&
      !memberOrganisationId &&
      [name, website ? hostOf(website) : ''].some((text) => mayTellOf(persons, text)),
  }
}

/** By which item of hers visitors read the letter; nothing while they do not. */
export const findPage = (tx: Tx, letterId: string): Promise<{ item: GateItem } | undefined> =>
  tx.db
    .selectFrom('published.documents as d')
    .innerJoin('publications as p', 'p.id', 'd.publication_id')
    .select('d.item')
    .where('p.subject_kind', '=', 'joint-letter')
    .where('p.subject_id', '=', letterId)
    .limit(1)
    .executeTakeFirst()
