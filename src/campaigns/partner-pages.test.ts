/** An organisation's own page of a campaign, from its draft to the act of somebody who found it. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { workerOf, type Member } from '#platform/actor.ts'
import { leaveCoalition, nameInPublic } from '#coalitions/index.ts'
import {
  askToEndQuiet,
  givenConsents,
  goQuiet,
  settleSilentTexts,
  withdrawConsent,
} from '#publishing/index.ts'
import { listSupporters } from '../supporters/reads.ts'
import { minister } from '../../test/build-campaign.ts'
import { buildMember } from '../../test/build.ts'
import { agreeOn, buildPartnerPage, joinCoalition, publishBuiltPage } from '../../test/build-coalition.ts'
import { partnerWorld } from '../../test/partner-world.ts'
import { act, jonas, ruth } from '../../test/submissions.ts'
import { secondOf, signBeside } from '../../test/sign.ts'
import { readPeople } from './campaign-numbers.ts'
import { resumeCampaign } from './campaign-publishing.ts'
import { shareOfficials } from './shared-officials.ts'
import { officialsOf } from './campaign-officials.ts'
import { pauseCampaign } from './campaign-stopping.ts'
import { getCampaign } from './campaign.ts'
import { confirmLinks } from './confirm-mail.ts'
import { countActions } from './counting.ts'
import { pausePartnerPage, publishPartnerPage } from './partner-page-publishing.ts'
import { draftPartnerPage, editPartnerPage, getPartnerPage, listPagesToRenew } from './partner-page.ts'
import { editTarget, getTarget } from './target.ts'

const answers = { follow: 'no', identity: 'full' }
const { clock, office, worker, organisationId, as, wanjiru, odile, campaign, get, post, member } =
  await partnerWorld()
const colleague = await buildMember(office, wanjiru.organisationId, {
  ...{ name: 'Otieno Were', address: 'otieno@lighthouse.example', role: 'caseworker' },
})
// hours pass in here, and a proof does not last for one
beforeEach(() => {
  for (const one of [...Object.values(as), wanjiru, colleague, odile]) one.steppedUpAt = clock.now()
})

const actsOf = (organisation: string, campaignId: string) =>
  worker.db.reading(workerOf(organisation), ({ db }) =>
    db
      .selectFrom('actions')
      .select(['kind', 'state', 'organisation_id'])
      .where('campaign_id', '=', campaignId)
      .orderBy('id')
      .execute(),
  )
/** Ines signs the paused campaign anew, and the second one beside her. */
const resume = async (campaignId: string, second: Member, items: string[]) => {
  const { signOffId } = await member(as.ines, async (tx) => {
    const { version } = await getCampaign(tx, campaignId)
    return await resumeCampaign(tx, { campaignId, version, items, languages: ['en'] })
  })
  await signBeside(office, second, signOffId)
}
const stateOf = async (who: Member, pageId: string) =>
  (await member(who, (tx) => getPartnerPage(tx, pageId))).state
const dropped = (organisation: string) =>
  worker.db.reading(workerOf(organisation), async ({ db }) => {
    const rows = await db
      .selectFrom('events')
      .select('data')
      .where('type', '=', 'submission.dropped')
      .execute()
    return rows.map(({ data }) => data['code'])
  })

async function confirm(
  organisation: string,
  about: { caseId: string; campaignId: string },
  inbox: number | undefined,
) {
  const { token } = confirmLinks(worker.services, clock.now(), {
    organisationId: organisation,
    inbox: inbox!,
    caseId: about.caseId,
    campaignId: about.campaignId,
    language: 'en',
  })
  await worker.submit(2, {
    ...{ type: 'confirm', token, choice: 'only' },
    ...{ at: clock.now().toISOString(), language: 'en' },
  })
  await worker.drainAll()
}

describe('a page of its own', () => {
  test('needs a live campaign and a second signature, and stands under the organisation’s name', async () => {
    const { key, campaignId } = await campaign()
    const pageId = await member(wanjiru, (tx) => draftPartnerPage(tx, { campaignId }))
    const path = `/en/act/${key}/lighthouse-circle`
    const edit = {
      ...{ pageId, address: 'lighthouse-circle', showsDonate: true, showsSocial: true },
      accent: 'sea' as const,
      intro: { en: 'We have known her for **nine years**.' },
    }
    await member(wanjiru, (tx) => editPartnerPage(tx, { ...edit, version: 1 }))
    expect((await get(`${path}/signature`)).status).toBe(410)
    const asked = await member(wanjiru, (tx) =>
      publishPartnerPage(tx, { pageId, version: 2, items: ['name'], languages: ['en'] }),
    )
    expect(asked.state).toBe('asked')
    expect((await get(`${path}/signature`)).status).toBe(410)
    await signBeside(office, as.tomas, asked.signOffId)
    const { status, text } = await get(`${path}/signature`)
    expect(status).toBe(200)
    expect(text).toContain('We have known her for <strong>nine years</strong>.')
    expect(text).toMatch(/accent-sea/)
    expect(text).toMatch(/Lighthouse Circle(<\/bdi>)? keeps|Lighthouse Circle/)
    expect(text).not.toContain('Harbour Watch')
    expect(text).toContain(`<link rel="canonical" href="https://watch.example/en/act/${key}/signature"`)
    expect(text).toContain(`action="${path}/signature"`)
    // the campaign's own page stands as it was
    const own = await get(`/en/act/${key}/signature`)
    expect(own.text).not.toContain('nine years')
    expect((await get(path)).status).toBe(303)
  })

  test('needs the quorum of the charter: no organisation brings its own words about her out alone', async () => {
    const { campaignId, caseId, key } = await campaign()
    await joinCoalition(office, as.ines, caseId, odile)
    const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    await member(wanjiru, (tx) => pausePartnerPage(tx, { pageId }))
    const all = [as.ines, wanjiru, odile] as const
    await agreeOn(office, all, caseId, { quorum: 3, silenceHours: 24 })
    const askAnew = async () => {
      const { version } = await member(wanjiru, (tx) => getPartnerPage(tx, pageId))
      const choice = { pageId, version, items: ['name'], languages: ['en'] }
      return (await member(wanjiru, (tx) => publishPartnerPage(tx, choice))).signOffId
    }
    const signs = async (who: Member, signOffId: string) => (await signBeside(office, who, signOffId)).state
    const status = async () => (await get(`/en/act/${key}/${address}/signature`)).status
    const asked = await askAnew()
    expect(await signs(colleague, asked), 'two of its own').toBe('asked')
    const settled = sql`update sign_offs set state = 'signed', approved_at = wl.moment() where id = ${asked}`
    await expect(member(wanjiru, ({ db }) => settled.execute(db))).rejects.toMatchObject({
      constraint: 'sign_offs_quorum_reached',
    })
    expect(await signs(odile, asked)).toBe('asked')
    expect(await status()).toBe(410)
    expect(await signs(as.ines, asked)).toBe('signed')
    expect(await status()).toBe(200)
    // silence fills the quorum after the hours that were agreed
    await member(wanjiru, (tx) => pausePartnerPage(tx, { pageId }))
    await signs(colleague, await askAnew())
    clock.move(24 * 3_600_000)
    await settleSilentTexts(worker.db, wanjiru.organisationId)
    expect(await status()).toBe(200)
  })

  test('is written by its own organisation alone, and had by none that leads the campaign or observes', async () => {
    const { campaignId, caseId } = await campaign()
    const { pageId } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    const edit = { pageId, version: 2, address: 'ours-now', accent: 'lamp', showsDonate: false } as const
    await expect(
      member(as.ines, (tx) => editPartnerPage(tx, { ...edit, showsSocial: false, intro: {} })),
    ).rejects.toMatchObject({ name: 'NotFound' })
    // and the database says so without the verb
    await member(as.ines, ({ db }) => sql`update partner_pages set address = 'ours-now'`.execute(db))
    expect((await member(as.ines, (tx) => getPartnerPage(tx, pageId))).address).toBe('lighthouse-circle')
    await expect(member(as.ines, (tx) => draftPartnerPage(tx, { campaignId }))).rejects.toMatchObject({
      code: 'partner-page.own',
    })
    await joinCoalition(office, as.ines, caseId, odile, { role: 'observer' })
    await expect(member(odile, (tx) => draftPartnerPage(tx, { campaignId }))).rejects.toMatchObject({
      code: 'partner-page.observer',
    })
  })

  test('goes with the campaign, with quiet, with a withdrawal, and comes back only by signature', async () => {
    const { campaignId, caseId, key } = await campaign()
    const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    const path = `/en/act/${key}/${address}/signature`
    await member(as.ines, (tx) => goQuiet(tx, caseId))
    expect([(await get(path)).status, await stateOf(wanjiru, pageId)]).toEqual([410, 'paused'])
    const ended = await member(as.ines, (tx) => askToEndQuiet(tx, caseId))
    await signBeside(office, await secondOf(office, as.ines), ended.signOffId)
    expect([(await get(path)).status, await stateOf(wanjiru, pageId)]).toEqual([200, 'live'])
    await member(wanjiru, (tx) => pausePartnerPage(tx, { pageId }))
    expect((await get(path)).status).toBe(410)
    expect((await get(`/en/act/${key}/signature`)).status).toBe(200)
    await publishBuiltPage(office, wanjiru, as.ines, pageId)
    expect((await get(path)).status).toBe(200)
    await member(as.ines, (tx) => pauseCampaign(tx, { campaignId, reason: 'asked' }))
    expect([(await get(path)).status, await stateOf(wanjiru, pageId)]).toEqual([410, 'paused'])
    // the campaign comes back by its own signatures; the partner is told, and signs its page anew
    const toRenew = () => member(wanjiru, listPagesToRenew)
    expect(await toRenew()).toEqual([])
    await resume(campaignId, as.tomas, ['name'])
    expect((await get(path)).status).toBe(410)
    expect(await toRenew()).toEqual([{ id: pageId, campaign: 'Open gate' }])
    await publishBuiltPage(office, wanjiru, as.ines, pageId)
    expect([(await get(path)).status, await toRenew()]).toEqual([200, []])
    await member(wanjiru, (tx) => pausePartnerPage(tx, { pageId }))
    expect(await toRenew()).toEqual([])
  })

  test('stays down after quiet when its campaign does, whatever it shows itself', async () => {
    const { campaignId, caseId, key } = await campaign()
    await member(as.ines, (tx) => pauseCampaign(tx, { campaignId, reason: 'asked' }))
    await resume(campaignId, wanjiru, ['name', 'story'])
    const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    const statusOf = async (at: string) => (await get(`/en/act/${at}/signature`)).status
    const status = async () => [await statusOf(key), await statusOf(`${key}/${address}`)]
    expect(await status()).toEqual([200, 200])
    await member(as.ines, (tx) => goQuiet(tx, caseId))
    await member(as.ines, async (tx) => {
      const story = (await givenConsents(tx, caseId)).find(({ item }) => item === 'story')
      await withdrawConsent(tx, { caseId, consentIds: [story!.id], word: 'met' })
    })
    const ended = await member(as.ines, (tx) => askToEndQuiet(tx, caseId))
    await signBeside(office, await secondOf(office, as.ines), ended.signOffId)
    expect([await status(), await stateOf(wanjiru, pageId)]).toEqual([[410, 410], 'paused'])
    // signed anew and narrower, the campaign brings no page of a partner out with it
    await resume(campaignId, wanjiru, ['name'])
    expect([await status(), await stateOf(wanjiru, pageId)]).toEqual([[200, 410], 'paused'])
  })

  test('shows the officials and asks of the campaign, also those that were mended since', async () => {
    const { campaignId, key, targetId } = await campaign()
    const { address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    const path = `/en/act/${key}/${address}/email`
    expect((await get(path)).text).toContain('Orlan Veshti')
    await member(as.ines, async (tx) => {
      const { version } = await getTarget(tx, targetId)
      await editTarget(tx, { ...minister, targetId, version, name: 'Orlan Veshty' })
    })
    const { text } = await get(path)
    expect(text).toContain('Orlan Veshty')
    expect(text).toContain('End the inquiry at once.')
  })

  test('knows the officials of a campaign from before there were copies, once the worker has written them', async () => {
    const { campaignId, caseId } = await campaign()
    await member(as.ines, ({ db }) =>
      db.updateTable('campaign_targets').set({ sealed: null }).where('case_id', '=', caseId).execute(),
    )
    const seenBy = (who: Member) => member(who, (tx) => officialsOf(tx, campaignId))
    expect([await seenBy(as.ines), await seenBy(wanjiru)]).toMatchObject([[{ name: 'Orlan Veshti' }], []])
    await shareOfficials.run(worker.services)
    expect(await seenBy(wanjiru)).toMatchObject([{ name: 'Orlan Veshti', email: 'minister@justice.example' }])
  })

  test('loses its address to a withdrawn consent in the same step', async () => {
    const { campaignId, key, caseId } = await campaign()
    const { address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    const given = await member(as.ines, (tx) => givenConsents(tx, caseId))
    const consentIds = given.filter(({ item }) => item === 'name').map(({ id }) => id)
    await member(as.ines, (tx) => withdrawConsent(tx, { caseId, consentIds, word: 'met' }))
    expect((await get(`/en/act/${key}/${address}/signature`)).status).toBe(410)
  })

  test('is gone when its organisation takes its name back, or leaves, and no address tells who was there', async () => {
    const { campaignId, caseId, key } = await campaign()
    const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    const path = `/en/act/${key}/${address}/signature`
    await member(wanjiru, (tx) => nameInPublic(tx, { caseId, named: false }))
    const gone = await get(path)
    expect([gone.status, await stateOf(wanjiru, pageId)]).toEqual([410, 'paused'])
    expect(gone.text).not.toContain('Lighthouse')
    expect(gone.text).toBe((await get(`/en/act/${key}/never-was-here/signature`)).text)
    await expect(publishBuiltPage(office, wanjiru, as.ines, pageId)).rejects.toMatchObject({
      code: 'partner-page.unnamed',
    })
    await member(wanjiru, (tx) => nameInPublic(tx, { caseId, named: true }))
    await publishBuiltPage(office, wanjiru, as.ines, pageId)
    expect((await get(path)).status).toBe(200)
    await member(wanjiru, (tx) => leaveCoalition(tx, { caseId }))
    expect((await get(path)).status).toBe(410)
    expect(await stateOf(as.ines, pageId)).toBe('closed')
    // not even past the verbs
    await expect(
      office.transaction(as.ines, ({ db }) =>
        sql`insert into published.documents (kind, key, language, publication_id, case_id, person_id, item, body)
          select 'partner-page', 'abcdefgh', 'en', d.publication_id, d.case_id, d.person_id, d.item, '{}'
          from published.documents d where d.kind = 'case' and d.case_id = ${caseId}`.execute(db),
      ),
    ).rejects.toMatchObject({ constraint: 'partner_pages_named' })
  })
})

describe('who acts on it', () => {
  test('becomes a supporter of that organisation alone, and counts once in the campaign', async () => {
    const built = await campaign()
    const { campaignId, key } = built
    const { address } = await buildPartnerPage(office, wanjiru, as.ines, campaignId)
    const posted = await post(`/en/act/${key}/${address}/signature`, { ...ruth, ...answers })
    expect(posted.status).toBe(303)
    expect(posted.headers.get('location')).toContain(`/en/act/${key}/${address}/next/`)
    await worker.submit(
      3,
      act(built, 'signature', clock.now()),
      act(built, 'signature', clock.now(), { who: jonas }),
    )
    await worker.drainAll()
    const theirs = await actsOf(wanjiru.organisationId, campaignId)
    expect(theirs).toEqual([{ kind: 'signature', state: 'pending', organisation_id: wanjiru.organisationId }])
    expect(await actsOf(organisationId, campaignId)).toHaveLength(2)
    await confirm(wanjiru.organisationId, built, 1)
    await confirm(organisationId, built, 1)
    await confirm(organisationId, built, 2)
    const tally = await office.transaction(as.ines, (tx) => countActions(tx, campaignId))
    expect(tally).toMatchObject({ people: 2, byKind: { signature: 2 } })
    const { through, together } = await member(wanjiru, (tx) =>
      readPeople(tx, { id: campaignId, caseId: built.caseId }),
    )
    expect(together).toBe(2)
    expect(through.map(({ name, people, throughOthers }) => [name, people, throughOthers])).toEqual([
      ['Harbour Watch', 2, 1],
      ['Lighthouse Circle', 1, 2],
    ])
    // nobody lists, filters or finds another's people
    for (const query of [{}, { country: 'SE' }, { address: jonas.email }, { kind: 'signature' as const }]) {
      const { rows } = await member(wanjiru, (tx) => listSupporters(tx, wanjiru.organisationId, query))
      expect(rows.every(({ name }) => name === 'Ruth Okafor')).toBe(true)
      await expect(member(wanjiru, (tx) => listSupporters(tx, organisationId, query))).rejects.toMatchObject({
        name: 'KeyGone',
      })
    }
  })

  test('is not handed to another organisation when hers has left meanwhile', async () => {
    const built = await campaign()
    await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
    await member(wanjiru, (tx) => leaveCoalition(tx, { caseId: built.caseId }))
    clock.move(10_000)
    const forged = act(built, 'signature', clock.now(), { organisationId: odile.organisationId })
    const late = act(built, 'signature', clock.now(), { organisationId: wanjiru.organisationId })
    await worker.submit(3, forged, late)
    await worker.drainAll()
    for (const one of [organisationId, wanjiru.organisationId, odile.organisationId])
      expect(await actsOf(one, built.campaignId)).toEqual([])
    expect((await dropped(organisationId)).filter((code) => code === 'organisation')).toHaveLength(2)
  })
})

describe('a link of its mail', () => {
  const linkOf = (built: Awaited<ReturnType<typeof campaign>>, organisation: string) =>
    confirmLinks(worker.services, clock.now(), {
      ...{ organisationId: organisation, inbox: 1, language: 'en' },
      ...{ caseId: built.caseId, campaignId: built.campaignId },
    }).token

  test('leads back to the page on which it was done, under the name of its organisation', async () => {
    const built = await campaign()
    const { address } = await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
    const token = linkOf(built, wanjiru.organisationId)
    expect((await get(`/en/confirm/${token}`)).text).toContain('<bdi>Lighthouse Circle</bdi> keeps what')
    const pressed = await post(`/en/confirm/${token}`, { answer: 'follow' })
    const clean = `/en/confirmed/act/${built.key}/${address}/follow`
    expect(pressed.headers.get('location')).toBe(clean)
    const thanks = (await get(clean)).text
    expect(thanks).toContain('<bdi>Lighthouse Circle</bdi> keeps what you entered')
    expect(thanks).toContain(`href="/en/act/${built.key}/${address}/share"`)
    expect(thanks).toContain(`href="/ar/confirmed/act/${built.key}/${address}/follow"`)
    expect(thanks).not.toContain('Harbour Watch')
    expect((await get(`/en/act/${built.key}/${address}/share`)).status).toBe(200)

    const own = await post(`/en/confirm/${linkOf(built, organisationId)}`, { answer: 'only' })
    expect(own.headers.get('location')).toBe(`/en/confirmed/act/${built.key}/only`)
    expect((await get(`/en/confirmed/act/${built.key}/only`)).text).toContain(
      '<bdi>Harbour Watch</bdi> keeps what you entered',
    )
    expect((await get(`/en/confirmed/act/${built.key}/${address}/not_me`)).text).not.toContain('keeps what')

    clock.move(8 * 86_400_000)
    const over = await get(`/en/confirm/${token}`)
    expect(over.status).toBe(410)
    expect(over.text).toContain(`href="/en/act/${built.key}/${address}/`)
    expect(over.text).toContain('Lighthouse Circle')
  })

  test('names nobody once that page is gone, and leads to the campaign’s own', async () => {
    const built = await campaign()
    const { pageId, address } = await buildPartnerPage(office, wanjiru, as.ines, built.campaignId)
    const token = linkOf(built, wanjiru.organisationId)
    await member(wanjiru, (tx) => pausePartnerPage(tx, { pageId }))
    const pressed = await post(`/en/confirm/${token}`, { answer: 'follow' })
    expect(pressed.headers.get('location')).toBe(`/en/confirmed/act/${built.key}/-/follow`)
    // what was reached while it stood, what never was, and this read alike
    const pages = await Promise.all(
      [address, 'never-there', '-'].map(async (at) =>
        (await get(`/en/confirmed/act/${built.key}/${at}/follow`)).text.replaceAll(`/${at}/`, '/x/'),
      ),
    )
    expect(new Set(pages).size).toBe(1)
    expect(pages[0]).toContain('It counts.')
    expect(pages[0]).toContain(`href="/en/act/${built.key}/share"`)
    for (const name of ['Lighthouse Circle', 'Harbour Watch']) expect(pages[0]).not.toContain(name)
    clock.move(8 * 86_400_000)
    const over = (await get(`/en/confirm/${token}`)).text
    expect(over).toMatch(new RegExp(`href="/en/act/${built.key}/(email|signature|call|message)"`))
    expect(over).not.toContain('Lighthouse Circle')
  })
})
