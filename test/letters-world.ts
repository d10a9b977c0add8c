/** A coalition of two with a public case and a joint letter, for the tests of what happens to it. */
import { sql } from 'kysely'
import type { Member } from '../src/platform/actor.ts'
import { afterAll } from 'vitest'
import { openDatabase, type Tx } from '../src/platform/database.ts'
import type { JointLetterDocument, SignatoryDocument } from '../src/joint-letters/document.ts'
import { getLetter, signLetter } from '../src/joint-letters/index.ts'
import { buildPublicCase } from './build-campaign.ts'
import type { BuiltCase } from './build-case.ts'
import { buildPartner, joinCoalition } from './build-coalition.ts'
import { buildLetter, buildSignatory, publishBuiltLetter, type BuiltSignatory } from './build-letter.ts'
import { testOffice } from './office.ts'
import { lighthouse } from './world.ts'

export async function lettersWorld(options: Parameters<typeof testOffice>[0] = {}) {
  const office = await testOffice(options)
  const { ines } = office.member
  const { workerUrl: url, keys } = office.database
  const worker = openDatabase({ url, keys, clock: office.clock, connections: 2 })
  afterAll(() => worker.close())
  const partner = (name: string, key: string) =>
    buildPartner(office.db, { ...lighthouse, name }, { name: `${name} desk`, address: `desk@${key}.example` })
  const wanjiru = await partner('Lighthouse Circle', 'lighthouse')
  const noe = await partner('River Desk', 'river')
  const fresh = (who: Member): Member => ({ ...who, steppedUpAt: office.clock.now() })
  const as = <T>(who: Member, run: (tx: Tx) => Promise<T>) => office.db.transaction(fresh(who), run)

  let cases = 0
  async function openOne(): Promise<BuiltCase> {
    const her = await buildPublicCase(office.db, fresh(ines), { codeName: `Letter ${++cases}` })
    await joinCoalition(office.db, fresh(ines), her.caseId, fresh(wanjiru))
    return her
  }
  const shared = await openOne()
  let letterId = ''

  const current = () => as(ines, (tx) => getLetter(tx, letterId))
  const shown = () =>
    as(ines, async (tx) => {
      const { rows } = await sql<{ body: SignatoryDocument }>`select s.body from published.signatories s
        join joint_letters l on l.short_id = s.letter_key where l.id = ${letterId} order by s.position`.execute(
        tx.db,
      )
      return rows.map(({ body }) => body)
    })

  return {
    ...{ office, ines, wanjiru, noe, fresh, as, current, shown },
    /** A draft of Harbour Watch. @param own in a case of its own, for what changes the case or its coalition */
    async begin({ own = false }: { own?: boolean } = {}): Promise<{ her: BuiltCase; letterId: string }> {
      office.clock.move(60_000)
      const her = own ? await openOne() : shared
      letterId = await buildLetter(office.db, fresh(ines), her.caseId)
      return { her, letterId }
    },
    /** What is done below is done with this letter. */
    use(id: string): string {
      letterId = id
      return id
    },
    publish: () => publishBuiltLetter(office.db, fresh(ines), letterId, fresh(wanjiru)),
    async signs(who: Member): Promise<void> {
      const textHash = (await current()).textHash!.toString('base64url')
      await as(who, (tx) => signLetter(tx, { letterId, textHash }))
    },
    /** of the worker's login, which alone takes what comes by mail */
    worker,
    outsider: async (built: BuiltSignatory = {}) => await buildSignatory(worker, await current(), built),
    names: async () => (await shown()).map(({ name }) => name),
    /** what visitors read of it, by language */
    documents: () =>
      as(ines, async (tx) => {
        const { rows } = await sql<{ body: JointLetterDocument }>`select d.body from published.documents d
          join joint_letters l on l.short_id = d.key where d.kind = 'joint-letter' and l.id = ${letterId} order by d.language`.execute(
          tx.db,
        )
        return rows.map(({ body }) => body)
      }),
    events: (type: string) =>
      office.count(
        'events',
        `type = '${type}' and (subject = '${letterId}' or data ->> 'letter' = '${letterId}')`,
      ),
  }
}
