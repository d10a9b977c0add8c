/** Signatures on paper: a number at once, with the sheets as evidence, apart from everybody who acted online. */
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { workerOf, type Member } from '#platform/actor.ts'
import type { Tx } from '#platform/database.ts'
import { leaveCoalition } from '#coalitions/index.ts'
import { buildLiveCampaign, buildPaper } from '../../test/build-campaign.ts'
import { buildPartner, joinCoalition } from '../../test/build-coalition.ts'
import { testOffice } from '../../test/office.ts'
import { countOver } from '../hand-overs/numbers.ts'
import { readPeople } from './campaign-numbers.ts'
import { getCampaign } from './campaign.ts'
import { countActions } from './counting.ts'
import { getPaper, listPaper, withdrawPaper } from './paper-batch.ts'
import { confirmPaper, paperStanding } from './paper-confirming.ts'
import { mustHoldMore } from './paper-evidence.ts'
import { countPaperAgain, leaveOutPaper } from './paper-left-out.ts'
import { paperThrough } from './paper-numbers.ts'
import { listSignedLetters } from './signed-letter.ts'

const office = await testOffice()
const { clock, member } = office
const { ines, tomas } = member
const wanjiru = await buildPartner(office.db)
const { campaignId, caseId } = await buildLiveCampaign(office.db, ines)
await joinCoalition(office.db, { ...ines, steppedUpAt: clock.now() }, caseId, wanjiru)
beforeEach(() => {
  for (const one of [ines, tomas, wanjiru]) one.steppedUpAt = clock.now()
})

const as = <T>(who: Member, run: (tx: Tx) => Promise<T>) => office.db.transaction(who, run)
const path = `/campaigns/${campaignId}/paper`
const [letter] = (await as(ines, async (tx) => listSignedLetters(tx, await getCampaign(tx, campaignId))))
  .letters
const photo = await sharp({ create: { width: 1200, height: 1600, channels: 3, background: '#eee' } })
  .withExif({ IFD0: { Copyright: 'a telephone of ours' } })
  .jpeg()
  .toBuffer()
const confirmBare = (tx: Tx, batchId: string) =>
  sql`insert into paper_confirmations (batch_id, version, case_id, organisation_id, signatures, evidenced, confirmed_at, confirmed_by)
    select id, version, case_id, wl.organisation(), signatures, evidenced, wl.moment(), wl.account()
    from paper_batches where id = ${batchId}`.execute(tx.db)
const file = (bytes: Buffer | string, name: string) =>
  new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name)
const entry = {
  ...{ signatures: '1,240', on: '2026-11-21', kind: 'stand', where: 'Market square, Haarlem' },
  ...{ letterId: letter!.id, without: '' },
}
const tally = async () =>
  (await office.db.reading(workerOf(office.organisationId), (tx) => countActions(tx, campaignId))).onPaper
const idIn = (answer: Response) => answer.headers.get('Location')!.split('/').at(-1)!

describe('a batch', () => {
  test('is counted apart once a second person stands by it, with its scans sealed and its letter named', async () => {
    const browser = office.as('ines')
    expect(await (await browser.get(path)).text()).toContain('No signatures on paper yet')
    const answer = await browser.post(`${path}/new`, { ...entry, evidence: file(photo, '../IMG 1.jpeg') })
    expect(answer.status).toBe(303)
    const batchId = idIn(answer)
    expect(await as(ines, (tx) => getPaper(tx, batchId))).toMatchObject({
      ...{ signatures: 1240, evidenced: true, letterId: letter!.id, where: 'Market square, Haarlem' },
      evidence: [{ name: 'IMG 1.jpg', type: 'image/jpeg' }],
    })
    // Safety: a large number is nobody's alone, by the page, the verb or a statement
    expect(await tally()).toBeUndefined()
    const waits = await (await browser.get(`/paper/${batchId}`)).text()
    expect(waits).toContain('Not counted yet')
    expect(waits).not.toContain(`/paper/${batchId}/confirm`)
    const asSeen = { campaignId, batchId, version: 1 }
    const refused = { code: 'paper.error.own-number' }
    await expect(as(ines, (tx) => confirmPaper(tx, asSeen))).rejects.toMatchObject(refused)
    await expect(as(ines, (tx) => confirmBare(tx, batchId))).rejects.toMatchObject({
      constraint: 'paper_confirmations_second',
    })
    const stale = { ...tomas, steppedUpAt: new Date(0) }
    const unproved = { code: 'access.step-up' }
    await expect(as(stale, (tx) => confirmPaper(tx, asSeen))).rejects.toMatchObject(unproved)
    const second = office.as('tomas')
    expect(await (await second.get(`/paper/${batchId}`)).text()).toContain('Confirm 1,240 signatures')
    expect((await second.post(`/paper/${batchId}/confirm`, { version: '1' })).status).toBe(303)
    expect(await office.count('events', `type = 'paper.confirmed'`)).toBe(1)
    const all = await office.db.reading(workerOf(office.organisationId), (tx) => countActions(tx, campaignId))
    expect(all).toMatchObject({ people: 0, byKind: {}, onPaper: { evidenced: 1240, unproven: 0 } })
    expect(all.recordedByStaff).toBe(0)
    // what a camera wrote is gone, and what is kept lies sealed
    expect(await office.count('paper_evidence', `position('telephone'::bytea in sealed) > 0`)).toBe(0)
    expect(await office.count('paper_evidence', `substring(sealed, 1, 2) = '\\xffd8'`)).toBe(0)
    expect(await office.count('paper_batches', `position('Haarlem'::bytea in sealed) > 0`)).toBe(0)
    const page = await (await browser.get(`/paper/${batchId}`)).text()
    expect(page).toContain('Version 1, English')
    const [, evidence] = /\/evidence\/([\w-]{36})/.exec(page)!
    // Safety: sheets hold names and addresses of thousands
    clock.move(11 * 60_000)
    const asked = await browser.post(`/paper/${batchId}/evidence/${evidence}`)
    expect(asked.headers.get('Content-Disposition')).toBeNull()
    expect(await office.count('events', `type = 'paper.evidence-opened'`)).toBe(0)
    const scan = await office.as('tomas').post(`/paper/${batchId}/evidence/${evidence}`)
    expect(scan.headers.get('Content-Disposition')).toBe("attachment; filename*=UTF-8''IMG%201.jpg")
    expect(scan.headers.get('X-Content-Type-Options')).toBe('nosniff')
    const opened = await sharp(Buffer.from(await scan.arrayBuffer())).metadata()
    expect(opened).toMatchObject({ format: 'jpeg', width: 1200 })
    expect(opened.exif).toBeUndefined()
    expect(await office.count('events', `type = 'paper.evidence-opened'`)).toBe(1)
  })

  test('without evidence says why, and is told apart', async () => {
    const answer = await office.as('ines').post(`${path}/new`, {
      ...{ ...entry, signatures: '٤٠', without: 'The sheets were handed over the same day.' },
    })
    expect(answer.status).toBe(303)
    expect(await tally()).toEqual({ evidenced: 1240, unproven: 40 })
    // scans that turn up later make it one with evidence; a PDF is kept as it came
    const batchId = idIn(answer)
    const late = { version: '1', evidence: file('%PDF-1.7 sheets', 'sheets.pdf') }
    expect((await office.as('ines').post(`/paper/${batchId}/evidence`, late)).status).toBe(303)
    expect(await tally()).toEqual({ evidenced: 1280, unproven: 0 })
  })

  test.each<[string, Record<string, string | Blob>, string]>([
    ['no evidence and no reason', {}, 'evidence'],
    ['a program', { evidence: file('<svg onload="x">', 'sheet.pdf') }, 'evidence'],
    ['a file beyond 10 MB', { evidence: file(`%PDF-${'x'.repeat(10_485_760)}`, 'a.pdf') }, 'evidence'],
    ['a number that is none', { signatures: 'about 1,000' }, 'signatures'],
    ['a day that has not come', { on: '2026-11-24' }, 'on'],
    ['no place', { where: ' ' }, 'where'],
    ['a letter of no campaign', { letterId: caseId, without: 'x' }, 'letterId'],
  ])('with %s is refused, and nothing typed is lost', async (_, changes, field) => {
    const before = await office.count('paper_batches')
    const answer = await office.as('ines').post(`${path}/new`, { ...entry, ...changes })
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toMatch(
      new RegExp(`name="${field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="${field}"`),
    )
    expect(text).toContain('value="2026-11-2')
    if (field !== 'where') expect(text).toContain('Market square, Haarlem')
    expect(await office.count('paper_batches')).toBe(before)
  })

  test('with more than can be read keeps what was typed before its files', async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...entry, without: 'Handed over.' }))
      form.append(name, value)
    form.append('evidence', file(`%PDF-${'x'.repeat(200_000)}`, 'a.pdf'))
    const sent = new Response(form)
    const headers = { 'Content-Type': sent.headers.get('Content-Type')!, 'Content-Length': '73400320' }
    const answer = await office.as('ines').send(`${path}/new`, await sent.bytes(), headers)
    expect(answer.status).toBe(422)
    const text = await answer.text()
    for (const kept of ['Market square, Haarlem', '1,240', '2026-11-21', 'Handed over.'])
      expect(text).toContain(kept)
    expect(text).toContain('larger than 50 MB together')
  })

  test('is corrected and withdrawn after being asked again, and keeps what it was', async () => {
    const batchId = await buildPaper(office.db, ines, campaignId, { signatures: 100 })
    const before = (await tally())!.evidenced
    const browser = office.as('ines')
    const change = { version: '1', signatures: '90', why: 'Ten stood there twice.' }
    const asked = await browser.post(`/paper/${batchId}/correct`, change)
    expect(await asked.text()).toContain('Change 100 to 90?')
    expect((await tally())!.evidenced).toBe(before)
    expect((await browser.post(`/paper/${batchId}/correct`, { ...change, sure: 'yes' })).status).toBe(303)
    expect((await tally())!.evidenced).toBe(before - 10)
    // who still looks at the old number is told, and loses nothing
    const stale = await browser.post(`/paper/${batchId}/correct`, {
      ...change,
      signatures: '80',
      sure: 'yes',
    })
    expect(stale.status).toBe(409)
    expect(await stale.text()).toContain('Ten stood there twice.')
    const going = { version: '2', whyWithdrawn: 'They belong to another campaign.' }
    expect(await (await browser.post(`/paper/${batchId}/withdraw`, going)).text()).toContain(
      'Take 90 signatures out of the number?',
    )
    expect((await browser.post(`/paper/${batchId}/withdraw`, { ...going, sure: 'yes' })).status).toBe(303)
    expect((await tally())!.evidenced).toBe(before - 100)
    const { changes, withdrawnAt } = await as(ines, (tx) => getPaper(tx, batchId))
    expect(withdrawnAt).toBeDefined()
    expect(changes.map(({ kind, was, becomes, why }) => [kind, was, becomes, why])).toEqual([
      ['corrected', 100, 90, 'Ten stood there twice.'],
      ['withdrawn', 90, 0, 'They belong to another campaign.'],
    ])
    expect(await office.count('events', `type in ('paper.corrected', 'paper.withdrawn')`)).toBe(2)
  })

  test('is nothing that the database lets anybody make up or change in silence', async () => {
    const batchId = await buildPaper(office.db, ines, campaignId)
    const run = (statement: ReturnType<typeof sql>) => as(ines, ({ db }) => statement.execute(db))
    const bare = sql`insert into paper_batches (id, campaign_id, case_id, organisation_id, letter_id, signatures, collected_on, kind,
        evidenced, sealed, recorded_at, recorded_by)
      select gen_random_uuid(), campaign_id, case_id, organisation_id, letter_id, 5, '2026-11-20', 'stand', true, '', wl.moment(), recorded_by
      from paper_batches where id = ${batchId}`
    await expect(run(bare)).rejects.toMatchObject({ constraint: 'paper_batches_evidenced' })
    const batchAt = (
      at: string,
      on: string,
    ) => sql`insert into paper_batches (id, campaign_id, case_id, organisation_id, letter_id,
        signatures, collected_on, kind, evidenced, sealed, recorded_at, recorded_by)
      select gen_random_uuid(), campaign_id, case_id, organisation_id, letter_id, 5, ${on}::date, 'stand', false, '', ${sql.raw(at)},
        recorded_by from paper_batches where id = ${batchId}`
    // neither another hour than now, nor a day that has not come
    for (const [at, on] of [
      [`wl.moment() - interval '1 day'`, '2026-11-20'],
      ['wl.moment()', '2026-11-25'],
    ] as const)
      await expect(run(batchAt(at, on))).rejects.toMatchObject({ code: '42501' })
    const scans = (at: string, size = 9, most = 3) => sql`insert into paper_evidence
      select gen_random_uuid(), batch_id, case_id, organisation_id, n, content_type, ${size}, name_sealed, sealed, ${sql.raw(at)}, added_by
      from paper_evidence, generate_series(3, ${most}) n where batch_id = ${batchId} or ${most} > 3`
    // nor a file of another hour, without a line of the history, or beyond what is kept
    await expect(run(scans('now()'))).rejects.toMatchObject({ code: '42501' })
    clock.move(1000)
    await expect(run(scans('wl.moment()'))).rejects.toMatchObject({ constraint: 'paper_evidence_kept' })
    const full = { constraint: 'paper_evidence_quota' }
    await expect(run(scans('wl.moment()', 20_971_520, 20))).rejects.toMatchObject(full)
    await expect(as(ines, (tx) => mustHoldMore(tx, campaignId, 524_288_000))).rejects.toMatchObject({
      fields: { evidence: 'paper.error.quota' },
    })
    await as(ines, (tx) => withdrawPaper(tx, { batchId, version: 1, why: 'x' }))
    await expect(run(scans('wl.moment()'))).rejects.toMatchObject({ constraint: 'paper_evidence_open' })
    const silent = sql`update paper_batches set signatures = 5000, version = version + 1 where id = ${batchId}`
    await expect(run(silent)).rejects.toMatchObject({ constraint: 'paper_batches_kept' })
    for (const table of ['paper_batches', 'paper_evidence', 'paper_changes'])
      await expect(run(sql`delete from ${sql.ref(table)}`)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('several organisations', () => {
  test('read what others count; who runs the campaign leaves that out, and counts it again', async () => {
    for (let n = 0; n < 6; n++) await buildPaper(office.db, wanjiru, campaignId, { signatures: 200 })
    const through = async (who: Member) =>
      (await as(who, (tx) => paperThrough(tx, campaignId))).find(
        (one) => one.organisationId === wanjiru.organisationId,
      )
    // Safety: nor does one person add a great number in pieces
    expect(await through(ines)).toMatchObject({ evidenced: 1000, waiting: 200, leftOut: 0 })
    const doubt = { organisationId: wanjiru.organisationId, why: 'Every sheet is of one hand.' }
    const browser = office.as('ines')
    expect((await browser.post(`${path}/left-out`, { ...doubt, act: 'leave-out', why: '' })).status).toBe(422)
    expect((await browser.post(`${path}/left-out`, { ...doubt, act: 'leave-out' })).status).toBe(303)
    expect(await through(ines)).toMatchObject({ evidenced: 0, unproven: 0, waiting: 0, leftOut: 1200 })
    const told = await (await office.signedIn(wanjiru).get(path)).text()
    expect(told).toContain('Your organisation’s signatures on paper are not counted in public')
    expect(told).toContain('Every sheet is of one hand.')
    expect(await office.count('paper_left_out', `position('sheet'::bytea in sealed) > 0`)).toBe(0)
    // by nobody else, by the verb or by a statement
    const foreign = { code: 'campaigns.error.another-runs' }
    const whose = { campaignId, organisationId: wanjiru.organisationId }
    await expect(as(wanjiru, (tx) => countPaperAgain(tx, whose))).rejects.toMatchObject(foreign)
    const ours = { campaignId, organisationId: ines.organisationId, why: 'x' }
    await expect(as(wanjiru, (tx) => leaveOutPaper(tx, ours))).rejects.toMatchObject(foreign)
    const bare = sql`insert into paper_left_out (id, campaign_id, case_id, organisation_id, concerns_id, sealed, left_out_at, left_out_by)
      values (gen_random_uuid(), ${campaignId}, ${caseId}, wl.organisation(), ${ines.organisationId}, '', wl.moment(), wl.account())`
    await expect(as(wanjiru, ({ db }) => bare.execute(db))).rejects.toMatchObject({ code: '42501' })
    const again = sql`update paper_left_out set counted_again_at = wl.moment(), counted_again_by = wl.account() returning id`
    expect((await as(wanjiru, ({ db }) => again.execute(db))).rows).toEqual([])
    expect((await browser.post(`${path}/left-out`, { ...doubt, act: 'count-again' })).status).toBe(303)
    expect(await through(ines)).toMatchObject({ evidenced: 1000, leftOut: 0 })
    expect(await office.count('events', `type in ('paper.left-out', 'paper.counted-again')`)).toBe(2)
    for (const { batchId, version } of await as(wanjiru, (tx) => paperStanding(tx, campaignId)))
      await as(wanjiru, (tx) => withdrawPaper(tx, { batchId, version, why: 'x' }))
  })

  test('read each other’s numbers and nothing else; who leaves keeps no sheet, and its number stays, without evidence', async () => {
    const batchId = await buildPaper(office.db, wanjiru, campaignId, { signatures: 300, where: 'Nairobi' })
    const ours = (await as(ines, (tx) => paperThrough(tx, campaignId))).find(
      (one) => one.organisationId === ines.organisationId,
    )!
    const people = await as(ines, (tx) => readPeople(tx, { id: campaignId, caseId }))
    expect(people.through.find((one) => one.organisationId === ines.organisationId)).toMatchObject({
      ...{ onPaper: { evidenced: ours.evidenced }, paperOfOthers: { evidenced: 0, unproven: 0 } },
      ...{ people: 0, throughOthers: 0 },
    })
    const room = await (await office.as('ines').get(path)).text()
    expect(room).toContain('Lighthouse Circle')
    expect(room).not.toContain('Nairobi')
    expect((await office.as('ines').get(`/paper/${batchId}`)).status).toBe(404)
    expect(await as(ines, (tx) => listPaper(tx, campaignId))).not.toContainEqual(
      expect.objectContaining({ id: batchId }),
    )
    expect((await office.as('viktor').get(path)).status).toBe(403)

    // she serves alone: who runs the campaign confirms the number, which proves nothing about the sheets
    const shown = await (await office.as('ines').get(path)).text()
    expect(shown).toContain('Confirm 300 signatures')
    const [theirs] = (await as(ines, (tx) => paperStanding(tx, campaignId))).filter(
      (one) => one.batchId === batchId,
    )
    expect(theirs).toMatchObject({ state: 'waits', may: 'confirm', signatures: 300 })
    expect(await as(wanjiru, (tx) => paperStanding(tx, campaignId))).toMatchObject([
      { state: 'waits', may: null },
    ])
    const before = (await tally())!
    const confirming = { batchId, version: '1', act: 'confirm' }
    expect((await office.as('tomas').post(`${path}/others`, confirming)).status).toBe(303)
    expect(await tally()).toEqual({ ...before, unproven: before.unproven + 300 })

    expect(await office.count('paper_evidence', `batch_id = '${batchId}'`)).toBe(1)
    const small = await buildPaper(office.db, wanjiru, campaignId, { signatures: 50 })
    expect((await tally())!.evidenced).toBe(before.evidenced + 50)
    await as(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
    expect(await office.count('paper_evidence', `batch_id = '${batchId}'`)).toBe(0)
    expect(await office.count('paper_batches', `id = '${batchId}' and sealed = ''`)).toBe(1)
    // Safety: "with evidence" is said of nothing whose scans are gone
    expect(await tally()).toEqual({ ...before, unproven: before.unproven + 350 })
    expect(
      await office.count('paper_evidence', `organisation_id = '${ines.organisationId}'`),
    ).toBeGreaterThan(0)
    // nobody else could: who runs the campaign withdraws it, after being asked again
    const going = { batchId: small, version: '1', act: 'withdraw' }
    const browser = office.as('ines')
    expect(await (await browser.post(`${path}/others`, going)).text()).toContain('Take 50 signatures out')
    expect((await browser.post(`${path}/others`, { ...going, sure: 'yes' })).status).toBe(303)
    expect(await tally()).toEqual({ ...before, unproven: before.unproven + 300 })
    // a hand-over tells of it apart, too
    expect(await as(ines, (tx) => countOver(tx, { campaignId }))).toMatchObject({
      people: 0,
      onPaper: await tally(),
    })
  })

  test('who observes records nothing into the number that the public reads', async () => {
    const odile = await buildPartner(office.db, { name: 'Sources', shortName: 'Sources' } as object, {
      ...{ name: 'Odile Marchand', address: 'odile@sources.example' },
    })
    odile.steppedUpAt = clock.now()
    await joinCoalition(office.db, ines, caseId, odile, { role: 'observer' })
    const answer = await office
      .signedIn(odile)
      .post(`${path}/new`, { ...entry, evidence: file('%PDF-1.7', 'a.pdf') })
    expect(answer.status).toBe(403)
  })
})
