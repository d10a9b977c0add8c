import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Member } from '#platform/actor.ts'
import { csvStream } from '#platform/text/csv.ts'
import { createI18n } from '#platform/i18n.ts'
import { preferenceToken } from '#campaigns/index.ts'
import { eraseSupporter } from '#supporters/index.ts'
import { goQuiet } from '#publishing/index.ts'
import { getUpdate, saveUpdateText, withdrawUpdate, type UpdateDocument } from '#updates/index.ts'
import type { BuiltCampaign } from '../../test/build-campaign.ts'
import { joinCoalition } from '../../test/build-coalition.ts'
import { publishBuilt } from '../../test/build-update.ts'
import { handOverWorld } from '../../test/hand-over-world.ts'
import { catalogue } from '../catalogue.ts'
import {
  changeHandOver,
  draftUpdateAbout,
  getHandOver,
  listSheets,
  makeSheet,
  recordHandOver,
} from './index.ts'
import { listStaleSheets } from './numbers.ts'
import { sheetHeader, sheetRows } from './sheet-rows.ts'
import type { SignersSheet } from './sheet.ts'
import { PrintedSheet } from './views/printed-sheet.tsx'

const world = await handOverWorld()
const { clock, office, worker, organisationId, as, wanjiru, odile, get, member, asWorker } = world
const { sign, prepared, crowd } = world
const english = createI18n('en', catalogue)

const linesOf = async (sheet: SignersSheet) => {
  const pieces = await Array.fromAsync(csvStream(sheetHeader(english), sheetRows(english, sheet)))
  const lines = Buffer.concat(pieces).toString().trim().split('\r\n')
  return lines.slice(1).map((line) => line.replace(/^.*?,/, ''))
}

const sheetOf = (who: Member, handOverId: string) =>
  member(who, (tx) => makeSheet(tx, { handOverId, language: 'en' }))
const numbersOf = (who: Member, handOverId: string) =>
  member(who, async (tx) => {
    const { id, caseId, campaignId } = await getHandOver(tx, handOverId)
    const sheets = await listSheets(tx, { id, caseId, campaignId: campaignId! })
    return sheets.map(({ name, people, sheet }) => [
      name,
      people,
      sheet && [sheet.full, sheet.first, sheet.unnamed],
      sheet?.gone,
    ])
  })
const staleFor = async (who: Member, handOverId: string) =>
  (await member(who, listStaleSheets)).filter((one) => one.handOverId === handOverId)
const setState = (of: BuiltCampaign, state: string) =>
  asWorker(organisationId, ({ db }) =>
    sql`update actions set state = ${state}, ended_at = ${clock.now()} where campaign_id = ${of.campaignId}
      and identity = 'first-name'`.execute(db),
  )

describe('a signers’ sheet', () => {
  test('holds each as she agreed, and of few others no country', async () => {
    const { handOverId } = await prepared()
    const sheet = await sheetOf(as.ines, handOverId)
    expect(sheet.organisation).toBe('Harbour Watch')
    expect(sheet.letters).toMatchObject([
      {
        named: [
          { name: 'Grace Achieng', country: 'KE' },
          { name: 'Hana', country: 'JP' },
        ],
        unnamed: 3,
        countries: [],
      },
    ])
    expect(sheet.counts).toEqual({ full: 1, first: 1, unnamed: 3, recorded: 0 })
    expect(JSON.stringify(sheet)).not.toMatch(/Sato|Tomasz|Nowak|Khalidi|Early|mail\.example/)
    expect(await linesOf(sheet)).toEqual(['Grace Achieng,Kenya,1', 'Hana,Japan,1', ',,3'])
  })

  test('tells of a country from five people on, and of none where a subtraction would leave fewer', async () => {
    const of = await prepared()
    const partsOf = async (who: Member) => {
      const { letters } = await sheetOf(who, of.handOverId)
      return letters.map(({ unnamed, countries }) => [unnamed, countries])
    }
    await crowd(of, organisationId, 'PL', 4)
    // six of Poland, and one of the case's own country, who would be what is left over
    expect(await partsOf(as.ines)).toEqual([[7, []]])
    await crowd(of, organisationId, 'KE', 4)
    expect(await partsOf(as.ines)).toEqual([[11, [{ country: 'PL', people: 6 }]]])
    const sheet = await sheetOf(as.ines, of.handOverId)
    expect((await linesOf(sheet)).slice(2)).toEqual([',Poland,6', ',,5'])
    const arabic = createI18n('ar', catalogue)
    const print = async (i18n: typeof english) => String(await PrintedSheet({ i18n, sheet, zone: 'UTC' }))
    expect(await print(english)).toContain('Poland (6) and other countries, or not said (5)')
    expect(await print(arabic)).toContain('بلدان أخرى أو لم تُذكر')
    await crowd(of, wanjiru.organisationId, 'PL', 5)
    expect(await partsOf(wanjiru)).toEqual([[5, [{ country: 'PL', people: 5 }]]])
    await crowd(of, wanjiru.organisationId, 'JO', 4)
    expect(await partsOf(wanjiru)).toEqual([[9, []]])
    await crowd(of, wanjiru.organisationId, 'JO', 1)
    expect(await partsOf(wanjiru)).toEqual([[10, [{ country: 'PL', people: 5 }]]])
  })

  test('is not made, and nothing is recorded, while the case is quiet', async () => {
    const of = await prepared()
    await member(as.ines, (tx) => goQuiet(tx, of.caseId))
    const quiet = { status: 409, code: 'hand-over.error.quiet' }
    await expect(sheetOf(as.ines, of.handOverId)).rejects.toMatchObject(quiet)
    await expect(sheetOf(wanjiru, of.handOverId)).rejects.toMatchObject(quiet)
    await expect(record(of.handOverId)).rejects.toMatchObject(quiet)
    expect((await numbersOf(as.ines, of.handOverId)).map(([, , sheet]) => sheet)).toEqual([
      undefined,
      undefined,
    ])
    expect((await member(as.ines, (tx) => getHandOver(tx, of.handOverId))).recordedAt).toBeUndefined()
  })

  test('is of one’s own signers alone; the room knows who made one, and numbers', async () => {
    const { handOverId, campaignId } = await prepared()
    const [ours, theirs] = [await sheetOf(as.ines, handOverId), await sheetOf(wanjiru, handOverId)]
    expect(theirs.letters[0]!.named).toEqual([{ name: 'Priya Nair', country: 'IN' }])
    expect(JSON.stringify(ours)).not.toContain('Priya')
    for (const who of [as.ines, wanjiru])
      expect(await numbersOf(who, handOverId)).toEqual([
        ['Harbour Watch', 5, [1, 1, 3], 0],
        ['Lighthouse Circle', 1, [1, 0, 0], 0],
      ])
    // behind the wall there is no name of the other's to be found, whatever is asked
    const seen = await member(wanjiru, ({ db }) =>
      sql`select 1 from actions a join supporters s on s.id = a.supporter_id where a.campaign_id = ${campaignId}`.execute(
        db,
      ),
    )
    expect(seen.rows).toHaveLength(1)
    const { sealed } = await member(wanjiru, ({ db }) =>
      db
        .selectFrom('hand_over_sheets')
        .select('sealed')
        .where('organisation_id', '=', organisationId)
        .executeTakeFirstOrThrow(),
    )
    const row = await member(as.ines, ({ db }) =>
      db
        .selectFrom('hand_over_sheets')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .executeTakeFirstOrThrow(),
    )
    await expect(
      member(wanjiru, async (tx) =>
        (await tx.keys.organisation(wanjiru.organisationId)).open(
          { table: 'hand_over_sheets', column: 'sealed', row: row.id },
          sealed,
        ),
      ),
    ).rejects.toThrow()
    // who is not in the coalition finds no hand-over
    await expect(sheetOf(odile, handOverId)).rejects.toMatchObject({ status: 404 })
  })

  test.each(['quarantined', 'invalidated', 'withdrawn', 'pending'])(
    'holds nobody whose act is %s',
    async (state) => {
      const of = await prepared()
      await setState(of, state)
      const { letters, counts } = await sheetOf(as.ines, of.handOverId)
      expect(letters[0]!.named).toEqual([{ name: 'Grace Achieng', country: 'KE' }])
      expect(counts).toMatchObject({ full: 1, first: 0, unnamed: 3 })
    },
  )

  test('asks for a proof, and leaves an event with numbers alone', async () => {
    const { handOverId, caseId } = await prepared()
    await expect(
      office.transaction({ ...as.ines, steppedUpAt: new Date(0) }, (tx) =>
        makeSheet(tx, { handOverId, language: 'en' }),
      ),
    ).rejects.toMatchObject({ code: 'access.step-up' })
    await sheetOf(as.ines, handOverId)
    const events = await member(as.ines, ({ db }) =>
      db
        .selectFrom('events')
        .select('data')
        .where('case_id', '=', caseId)
        .where('type', '=', 'hand-over.sheet-made')
        .execute(),
    )
    expect(events).toEqual([{ data: { names: 2, unnamed: 3 } }])
  })

  test('is not made by who observes, nor when all is over', async () => {
    const of = await prepared()
    await joinCoalition(office, as.ines, of.caseId, odile, { role: 'observer' })
    await expect(sheetOf(odile, of.handOverId)).rejects.toMatchObject({ code: 'hand-over.error.observes' })
    await record(of.handOverId)
    await expect(sheetOf(as.ines, of.handOverId)).rejects.toMatchObject({ code: 'hand-over.error.recorded' })
  })

  test('is out of date when somebody on it takes back what she did, or is erased; the room is told how many', async () => {
    const of = await prepared()
    await sheetOf(as.ines, of.handOverId)
    await sheetOf(wanjiru, of.handOverId)
    clock.move(120_000)
    const inbox = (await world.inboxOf(organisationId, of.grace))!
    const token = preferenceToken(worker.services.keys, clock.now(), {
      ...{ organisationId, inbox, caseId: of.caseId, language: 'en' },
    })
    await worker.submit(1, {
      ...{ type: 'preference', token, command: 'take-back-actions', language: 'en' },
      at: clock.now().toISOString(),
    })
    await worker.drainAll()
    expect((await numbersOf(wanjiru, of.handOverId))[0]).toEqual(['Harbour Watch', 4, [1, 1, 3], 1])
    expect(await staleFor(wanjiru, of.handOverId)).toMatchObject([
      { handOverId: of.handOverId, organisation: 'Harbour Watch', gone: 1 },
    ])
    const hana = await member(as.ines, ({ db }) =>
      db
        .selectFrom('actions')
        .select('supporter_id')
        .where('campaign_id', '=', of.campaignId)
        .where('identity', '=', 'first-name')
        .executeTakeFirstOrThrow(),
    )
    await member(as.ines, (tx) => eraseSupporter(tx, organisationId, hana.supporter_id!))
    expect(await staleFor(wanjiru, of.handOverId)).toMatchObject([{ gone: 2 }])
    clock.move(120_000)
    const anew = await sheetOf(as.ines, of.handOverId)
    expect(anew.letters[0]!.named).toEqual([])
    expect(await staleFor(wanjiru, of.handOverId)).toEqual([])
  })
})

const record = (handOverId: string, who: Member = as.ines) =>
  member(who, async (tx) => {
    const { version } = await getHandOver(tx, handOverId)
    await recordHandOver(tx, { handOverId, version, onDay: '2026-11-23', how: 'received' })
  })

describe('a hand-over', () => {
  test('freezes how many had signed, each once; the database lets nobody change it', async () => {
    const of = await prepared()
    // who signs through both counts once
    await sign(of, wanjiru.organisationId, ['Grace', 'Achieng'], { identity: 'full', country: 'KE' })
    await expect(record(of.handOverId, wanjiru)).rejects.toMatchObject({ code: 'hand-over.error.theirs' })
    await record(of.handOverId)
    await sign(of, organisationId, ['Late', 'Comer'], { identity: 'full' })
    const { numbers } = await member(wanjiru, (tx) => getHandOver(tx, of.handOverId))
    // below the campaign's minimum of ten nobody learns from how many countries
    expect(numbers).toEqual({ people: 7, countries: 0 })
    await expect(
      member(as.ines, ({ db }) =>
        sql`update hand_overs set numbers = '{"people": 9000}' where id = ${of.handOverId}`.execute(db),
      ),
    ).rejects.toMatchObject({ constraint: 'hand_over_stands' })
  })

  test('tells the room from how many countries all together signed, and never of one organisation', async () => {
    const of = await prepared()
    const seen = async (who: Member) => {
      const { rows } = await member(who, ({ db }) =>
        sql<{ organisation_id: string | null; people: number; countries: number | null }>`
          select * from wl.signers(${of.campaignId}::uuid)`.execute(db),
      )
      const all = rows.find((row) => row.organisation_id === null)
      return [all?.people, all?.countries, rows.filter((row) => row !== all).map((row) => row.countries)]
    }
    await crowd(of, wanjiru.organisationId, 'FR', 3)
    expect(await seen(wanjiru)).toEqual([9, 0, [null, null]])
    await crowd(of, wanjiru.organisationId, 'FR', 1)
    for (const who of [as.ines, wanjiru]) expect(await seen(who)).toEqual([10, 5, [null, null]])
  })

  /** Signed and out, with day, place and a headline that stood in the draft. */
  async function told(more = 0) {
    const of = await prepared()
    if (more > 0) await crowd(of, organisationId, 'PL', more)
    await record(of.handOverId)
    const updateId = await member(as.ines, (tx) => draftUpdateAbout(tx, of.handOverId, () => english))
    await member(as.ines, async (tx) => {
      const draft = await getUpdate(tx, updateId)
      expect(draft).toMatchObject({ datedOn: '2026-11-23', campaignId: of.campaignId, state: 'draft' })
      await saveUpdateText(tx, {
        ...{ updateId, language: 'en', version: 1, translation: 'original' },
        words: {
          ...{ headline: 'Handed over to the Minister of Justice', place: 'Amman', source: '', ask: '' },
          ...{ body: 'A clerk took it at the door.', nextExpected: '', correctionNote: '' },
        },
      })
    })
    const pages = [
      `/en/act/${of.key}/signature`,
      `/ar/act/${of.key}/${of.address}/signature`,
      `/embed/count/${of.key}?lang=en`,
    ]
    const say = async () => {
      const texts = await Promise.all(pages.map(get))
      return texts.map(({ text }) => text.includes('the Minister of Justice'))
    }
    return { ...of, updateId, say }
  }

  test('is told on the pages of its campaign while its update is public, not before and not after', async () => {
    const { updateId, say, key } = await told(4)
    expect(await say()).toEqual([false, false, false])
    await publishBuilt(office, { ...as.ines, steppedUpAt: clock.now() }, updateId, ['en'], wanjiru)
    expect(await say()).toEqual([true, true, true])
    const { text } = await get(`/en/act/${key}/signature`)
    expect(text.replaceAll(/<[^>]+>/g, ' ')).toMatch(/10 people had signed, from 4 countries\./)
    expect(text).toContain('How it was handed over')
    await member(as.ines, (tx) => withdrawUpdate(tx, updateId))
    expect(await say()).toEqual([false, false, false])
  })

  test('tells no number in public below the minimum of its campaign, also where that is raised later', async () => {
    const few = await told()
    await publishBuilt(office, { ...as.ines, steppedUpAt: clock.now() }, few.updateId, ['en'], wanjiru)
    expect(await few.say()).toEqual([true, true, true])
    const bodyOf = (updateId: string) =>
      asWorker(organisationId, async ({ db }) => {
        const { rows } = await sql<{ body: UpdateDocument }>`select d.body from published.documents d
          join publications p on p.id = d.publication_id where p.subject_id = ${updateId}`.execute(db)
        return rows[0]!.body
      })
    const { handOver, id, caseKey } = await bodyOf(few.updateId)
    expect(handOver).toEqual({
      ...{ campaignId: few.campaignId, on: '2026-11-23', to: 'the Minister of Justice', how: 'received' },
      countries: 0,
    })
    for (const page of [`/en/act/${few.key}/signature`, `/en/c/${caseKey}/updates/${id}`])
      expect((await get(page)).text).not.toMatch(/had signed/)
    const many = await told(4)
    await publishBuilt(office, { ...as.ines, steppedUpAt: clock.now() }, many.updateId, ['en'], wanjiru)
    const told10 = await bodyOf(many.updateId)
    const pages = [`/en/act/${many.key}/signature`, `/en/c/${told10.caseKey}/updates/${told10.id}`]
    for (const page of pages) expect((await get(page)).text).toMatch(/10 people had signed/)
    await asWorker(organisationId, ({ db }) =>
      sql`update published.documents set body = body || '{"goalMinimum": 50}'
        where kind = 'campaign' and key = ${many.key}`.execute(db),
    )
    for (const page of pages) expect((await get(page)).text).not.toMatch(/had signed/)
  })

  test('goes at once when the case goes quiet', async () => {
    const { updateId, say, caseId, key } = await told()
    await publishBuilt(office, { ...as.ines, steppedUpAt: clock.now() }, updateId, ['en'], wanjiru)
    expect(await say()).toEqual([true, true, true])
    await member(as.ines, (tx) => goQuiet(tx, caseId))
    expect(await say()).toEqual([false, false, false])
    expect((await get(`/en/act/${key}/signature`)).status).toBe(410)
  })

  test('that is changed is signed anew before anybody reads it', async () => {
    const { updateId, handOverId } = await told()
    const before = await member(as.ines, (tx) => getUpdate(tx, updateId))
    await member(as.ines, async (tx) => {
      const { version, place } = await getHandOver(tx, handOverId)
      await changeHandOver(tx, { handOverId, version, onDay: '2026-11-22', to: { en: 'a clerk' }, place })
    })
    const after = await member(as.ines, (tx) => getUpdate(tx, updateId))
    expect(after.version).toBe(before.version + 1)
  })
})
