import { describe, expect, test } from 'vitest'
import {
  buildCampaign,
  buildLiveCampaign,
  buildPublicCase,
  campaignWords,
} from '../../test/build-campaign.ts'
import { testOffice } from '../../test/office.ts'
import { signThrough } from '../../test/sign.ts'
import { lantern } from '../../test/world.ts'
import { getOrganisation } from '#organisations/index.ts'
import { getCampaign } from './campaign.ts'
import { listCampaignTexts, saveCampaignText } from './campaign-texts.ts'

const office = await testOffice()
const { db } = office
const ines = office.member.ines
const unescaped = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

describe('every page of a campaign', () => {
  test('opens for a campaigner, with nothing left untranslated', async () => {
    const { campaignId } = await buildLiveCampaign(db, ines)
    const tomas = office.as('tomas')
    for (const part of [
      '',
      '/settings',
      '/texts/en',
      '/texts/ar',
      '/demands',
      '/officials',
      '/letters/en',
      '/preview/en',
      '/preview/en?kind=call',
      '/preview/en?kind=email',
      '/preview/en?kind=signature',
      '/emails',
      '/publish',
      '/embed',
      '/stop',
    ]) {
      const answer = await tomas.get(`/campaigns/${campaignId}${part}`)
      expect([part, answer.status]).toEqual([part, 200])
      expect(await answer.text()).not.toContain('[en]')
    }
  })

  test('gives the HTML for a site of one’s own, which names nobody', async () => {
    const { campaignId } = await buildLiveCampaign(db, ines)
    const shortId = (await db.reading(ines, (tx) => getCampaign(tx, campaignId))).shortId
    const look = 'what=act&lang=ar&step=call&theme=dark&font=sans&accent=%230A5C36'
    const organisation = (await db.reading(ines, (tx) => getOrganisation(tx, ines.organisationId))).shortId
    const codeOf = async (query: string) => {
      const html = await (await office.as('viktor').get(`/campaigns/${campaignId}/embed?${query}`)).text()
      const codes = [...html.matchAll(/<textarea id="embed-\w+"[^>]*>\n([^<]*)<\/textarea>/g)]
      return { html, codes: codes.map(([, code]) => unescaped(code!)) }
    }
    const { codes } = await codeOf(look)
    const framed = `/embed/act/${shortId}?lang=ar&amp;theme=dark&amp;font=sans&amp;accent=0a5c36&amp;step=call`
    const [line, frame, link] = codes
    expect(line).toMatch(
      new RegExp(
        `^<a href="[^"]+/ar/act/${shortId}" data-watchlight="${framed.replaceAll('?', '\\?')}">[^<]+</a>`,
      ),
    )
    expect(line).toMatch(/<script async src="[^"]+\/embed\.js"><\/script>$/)
    expect(frame).toContain(`${framed}" title=`)
    expect(frame).not.toMatch(/style|script/)
    expect(link).toMatch(/^<a href="[^"]+">[^<]+<\/a>$/)
    for (const code of codes) expect(code).not.toMatch(/Samira|question|السؤال/)
    // a colour without a readable text is said to be one, and left out
    const grey = await codeOf('what=count&accent=7a7a7a')
    expect(grey.html).toContain('No text can be read well on this colour')
    expect(grey.codes[0]).toContain(`data-watchlight="/embed/count/${shortId}/${organisation}?lang=en"`)
  })

  test('does not exist for what is no id, and for a campaign that is not there', async () => {
    const tomas = office.as('tomas')
    expect((await tomas.get('/campaigns/nothing')).status).toBe(404)
    expect((await tomas.get('/campaigns/01936f00-0000-7000-8000-000000000000/publish')).status).toBe(404)
  })

  test('lets a viewer read, and change nothing', async () => {
    const { campaignId } = await buildCampaign(db, ines)
    const viktor = office.as('viktor')
    expect((await viktor.get(`/campaigns/${campaignId}`)).status).toBe(200)
    expect((await viktor.get(`/campaigns/${campaignId}/texts/en`)).status).toBe(403)
    const before = await office.count('events')
    expect((await viktor.post(`/campaigns/${campaignId}/pause`, { reason: 'danger' })).status).toBe(403)
    expect(await office.count('events')).toBe(before)
  })
})

describe('a campaign begins', () => {
  test('with few fields, and is private', async () => {
    const { caseId } = await buildPublicCase(db, ines)
    const answer = await office.as('tomas').post('/campaigns/new', {
      caseId,
      codeName: 'Open water',
      kinds: ['email', 'message'],
      language: 'en',
      testAddress: 'tomas@harbour.example',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toMatch(/^\/campaigns\/[0-9a-f-]+\/texts\/en$/)
    expect(
      await office.count('campaigns', "code_name = 'Open water' and state = 'draft' and test_mode"),
    ).toBe(1)
  })

  test('and says at the field what is missing, with all that was typed', async () => {
    const before = await office.count('campaigns')
    const answer = await office
      .as('tomas')
      .post('/campaigns/new', { codeName: 'Typed here', testAddress: 'x' })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('Typed here')
    expect(html).toContain('id="f-testAddress-error"')
    expect(html).toContain('href="#f-kinds"')
    expect(await office.count('campaigns')).toBe(before)
  })
})

test('a case that is public offers its first action, with all that is known filled in', async () => {
  const { caseId } = await buildPublicCase(db, ines)
  const desk = office.as('ines')
  const html = async (path: string) => await (await desk.get(path)).text()
  const step = `/campaigns/new?case=${caseId}&amp;kind=email`
  expect(await html(`/cases/${caseId}/publications`)).toContain(`href="${step}"`)
  // who is not on the team is not asked to act
  expect(await (await office.as('tomas').get(`/cases/${caseId}`)).text()).not.toContain(step)
  const form = await html(step.replace('&amp;', '&'))
  const value = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(form)?.[1] ?? ''
  expect(form).toMatch(new RegExp(`value="${caseId}"[^>]*selected`))
  expect(form).toMatch(
    /name="kinds"[^>]*value="email"[^>]*checked|checked[^>]*name="kinds"[^>]*value="email"/,
  )
  const filled = { codeName: value('codeName'), testAddress: value('testAddress') }
  const begun = await desk.post('/campaigns/new', { caseId, kinds: ['email'], language: 'en', ...filled })
  expect(begun.status).toBe(303)
  expect(await html(begun.headers.get('location')!)).toContain(lantern.texts.en.sentence)
  expect(await office.count('campaign_texts', `case_id = '${caseId}'`)).toBe(0)
  expect(await html(`/cases/${caseId}/publications`)).not.toContain(step)
})

describe('texts', () => {
  test('are kept when somebody else saved in between, and win when saved again', async () => {
    const { campaignId } = await buildCampaign(db, ines)
    const tomas = office.as('tomas')
    const mine = { version: '2', translation: 'original', title: 'My title', summary: 'Mine' }
    await db.transaction(ines, (tx) =>
      saveCampaignText(tx, { campaignId, language: 'en', version: 2, text: { title: 'Her title' } }),
    )
    const refused = await tomas.post(`/campaigns/${campaignId}/texts/en`, mine)
    const html = await refused.text()
    expect(refused.status).toBe(409)
    expect(html).toContain('My title')
    expect(html).toContain('Her title')
    expect(html).toContain('name="version" value="3"')
    const again = await tomas.post(`/campaigns/${campaignId}/texts/en`, { ...mine, version: '3' })
    expect(again.status).toBe(303)
    const [text] = await db.reading(ines, (tx) => listCampaignTexts(tx, campaignId))
    expect(text).toMatchObject({ title: 'My title', script: expect.stringContaining('inquiry') })
  })

  test('never lie readable in the database', async () => {
    const { campaignId } = await buildCampaign(db, ines)
    const canary = 'CanaryOfTheDraft'
    await office.as('tomas').post(`/campaigns/${campaignId}/texts/en`, {
      version: '2',
      translation: 'original',
      title: canary,
    })
    expect(await office.count('campaign_texts', `position('${canary}'::bytea in sealed) > 0`)).toBe(0)
    expect(await office.count('events', `data::text like '%${canary}%'`)).toBe(0)
    const [text] = await db.reading(ines, (tx) => listCampaignTexts(tx, campaignId))
    expect(text?.title).toBe(canary)
  })

  test('of letters: one with a subject and no text is refused, and an empty one is left out', async () => {
    const { campaignId } = await buildCampaign(db, ines)
    const tomas = office.as('tomas')
    const refused = await tomas.post(`/campaigns/${campaignId}/letters/en`, {
      version: '2',
      'letter-0-subject': 'Only a subject',
    })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Only a subject')
    const taken = await tomas.post(`/campaigns/${campaignId}/letters/en`, {
      version: '2',
      'letter-0-subject': 'One',
      'letter-0-body': 'The text of one',
      'letter-1-subject': '',
    })
    expect(taken.status).toBe(303)
    const [text] = await db.reading(ines, (tx) => listCampaignTexts(tx, campaignId))
    expect(text?.letters).toMatchObject([{ subject: 'One', body: 'The text of one' }])
  })
})

describe('publishing through the door', () => {
  test('asks to read first, then makes it public; stopping takes it down', async () => {
    const of = await buildPublicCase(db, ines)
    const { campaignId } = await buildCampaign(db, ines, { of })
    const form = { version: '1', items: ['name'], languages: ['en'] }
    const browser = office.as('ines')
    const unread = await browser.post(`/campaigns/${campaignId}/publish`, form)
    expect(unread.status).toBe(422)
    expect(await office.count('publications', `subject_id = '${campaignId}'`)).toBe(0)
    const done = await browser.post(`/campaigns/${campaignId}/publish`, { ...form, read: 'yes' })
    expect(done.status).toBe(303)
    expect(await office.count('publications', `subject_id = '${campaignId}'`)).toBe(0)
    expect((await signThrough(office.as('tomas'), done)).status).toBe(303)
    expect(await office.count('publications', `subject_id = '${campaignId}'`)).toBe(1)
    const overview = (await (await browser.get(`/campaigns/${campaignId}`)).text()).replaceAll(/\s+/g, ' ')
    expect(overview).toMatch(/<summary>\s*Version 1, English\s*<\/summary>.*on the page now/)
    expect(overview).toContain(campaignWords.signatureText)
    const stopped = await office.as('tomas').post(`/campaigns/${campaignId}/pause`, { reason: 'danger' })
    expect(stopped.status).toBe(303)
    expect(await office.count('publications', `subject_id = '${campaignId}'`)).toBe(0)
  })

  test('says to publish the case page first', async () => {
    const { campaignId } = await buildCampaign(db, ines)
    const html = await (await office.as('ines').get(`/campaigns/${campaignId}/publish`)).text()
    expect(html).toContain('Publish the case page first')
  })
})

test('a test send goes to the test address alone: one mail for each letter', async () => {
  const { campaignId } = await buildCampaign(db, ines)
  const before = await office.count('mails')
  const answer = await office.as('tomas').post(`/campaigns/${campaignId}/test`)
  expect(answer.status).toBe(303)
  expect(await office.count('mails')).toBe(before + 2)
  expect(await office.count('mails', "kind = 'test-letter' and inbox is null")).toBe(2)
})
