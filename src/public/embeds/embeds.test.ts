import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import type { ActSubmission } from '#campaigns/submission.ts'
import { addEmbedSite, getOrganisation, listEmbedSites, removeEmbedSite } from '#organisations/index.ts'
import { goQuiet, takeDown } from '#publishing/index.ts'
import { buildMember, buildOrganisation } from '../../../test/build.ts'
import { testDatabase } from '../../../test/database.ts'
import { visitorsDoor } from '../../../test/visitors-door.ts'

const door = await visitorsDoor(await testDatabase())
const { world, site, office, get } = door
const { her, campaignKey, updateKey } = world
const at = '/embed/act'
const form = `${at}/${campaignKey}/signature`
const count = `/embed/count/${campaignKey}`
const update = `/embed/update/${updateKey}`
const updates = `/embed/updates/${her.shortId}`
const framed = [form, `${at}/${campaignKey}/email`, `${at}/${campaignKey}/call`, count, update, updates]
const text = async (path: string) => await (await get(path)).text()
const policyOf = async (path: string) => (await get(path)).headers.get('Content-Security-Policy') ?? ''
const ancestors = async (path: string) => /frame-ancestors ([^;]*)/.exec(await policyOf(path))?.[1]
const admin = () => ({ ...world.member, steppedUpAt: door.clock.now() })
const good = {
  ...{ firstName: 'Ada', lastName: 'Probe', email: 'ada@mail.example', country: 'NL' },
  ...{ follow: 'no', identity: 'country' },
}

describe('who may show a page in a frame', () => {
  test('no site at first; then those of the organisation, at once and nothing else', async () => {
    for (const path of framed) expect(await ancestors(path), path).toBe(`'none'`)
    await office.transaction(admin(), async (tx) => {
      await addEmbedSite(tx, 'https://www.harbour.example')
      await addEmbedSite(tx, 'https://harbour.example:8443')
    })
    await site.published.refresh()
    for (const path of framed) {
      expect(await ancestors(path), path).toBe('https://harbour.example:8443 https://www.harbour.example')
      const { headers } = await get(path)
      expect(headers.get('X-Frame-Options')).toBeNull()
      expect(headers.get('Set-Cookie')).toBeNull()
      expect(headers.get('Referrer-Policy')).toBe('no-referrer')
      expect(headers.get('Content-Security-Policy')).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';/,
      )
      expect(headers.get('Cache-Control')).toBe('max-age=1, stale-while-revalidate=3')
    }
    await office.transaction(admin(), async (tx) => {
      const [first] = await listEmbedSites(tx)
      await removeEmbedSite(tx, first!.id)
    })
    await site.published.refresh()
    expect(await ancestors(form)).toBe('https://www.harbour.example')
  })

  test('an organisation that is named with the case shows it on its own sites; of another nothing is told', async () => {
    const { shortId } = await office.reading(admin(), (tx) => getOrganisation(tx, world.organisationId))
    const partner = await buildOrganisation(office, { name: 'Lighthouse Network' })
    const eve = await buildMember(office, partner.id, {
      name: 'Eve Marlow',
      address: 'eve@lighthouse.example',
      role: 'admin',
    })
    await office.transaction({ ...eve, steppedUpAt: door.clock.now() }, (tx) =>
      addEmbedSite(tx, 'https://lighthouse.example'),
    )
    await site.published.refresh()
    for (const path of [count, update, updates]) {
      expect(await ancestors(`${path}/${shortId}`), path).toBe('https://www.harbour.example')
      const unnamed = await get(`${path}/${partner.shortId}`)
      expect([path, unnamed.status]).toEqual([path, 410])
      expect(unnamed.headers.get('Content-Security-Policy')).toContain('frame-ancestors *')
      expect(await (await get(`${path}/unknown111`)).text()).toBe(await unnamed.text())
    }
    const named = JSON.stringify([{ id: partner.id, role: 'partner' }])
    await world.run(
      sql`update published.documents set body = jsonb_set(body, '{organisations}', ${named}::jsonb) where kind = 'case'`,
    )
    await site.published.refresh()
    for (const path of [count, update, updates]) {
      expect(await ancestors(`${path}/${partner.shortId}`), path).toBe('https://lighthouse.example')
      expect(await ancestors(path)).toBe('https://www.harbour.example')
    }
  })

  test('pages of our own stand in no frame, as before', async () => {
    for (const path of ['/en/', `/en/act/${campaignKey}/signature`, '/embed.js', '/en/embed']) {
      expect((await get(path)).headers.get('X-Frame-Options'), path).toBe('DENY')
      expect(await policyOf(path)).not.toContain('frame-ancestors')
    }
  })
})

describe('the journey inside a frame', () => {
  test('an address without a step begins with the one that was asked for, or the first', async () => {
    const look = 'lang=ar&theme=dark&font=sans&accent=0a5c36'
    const first = await get(`${at}/${campaignKey}?${look}`)
    expect([first.status, first.headers.get('Location')]).toEqual([303, `${at}/${campaignKey}/email?${look}`])
    const call = await get(`${at}/${campaignKey}?step=call&lang=en`)
    expect(call.headers.get('Location')).toBe(`${at}/${campaignKey}/call?lang=en`)
    expect((await get(`${at}/${campaignKey}?step=donate`)).headers.get('Location')).toContain('/email?')
  })

  test('every step stays in it with its look; what leads out opens beside it', async () => {
    const look = 'lang=en&theme=dark'
    const journey = 'AAAAAAAAAAAAAAAAAAAAAA'
    const next = `${at}/${campaignKey}/next/${journey}`
    const pages = [
      ...['email', 'call', 'message', 'signature', 'signature/inside', 'share'].map(
        (step) => `${at}/${campaignKey}/${step}?${look}`,
      ),
      `${next}?after=email&${look}`,
      `${next}/call?after=email&${look}`,
      `${next}/share?after=email&${look}`,
      `${count}?${look}`,
      `${update}?${look}`,
      `${updates}?${look}`,
    ]
    for (const path of pages) {
      const response = await get(path)
      const html = await response.text()
      expect(response.status, path).toBe(200)
      expect(html).toContain('<base target="_blank"')
      expect(html).not.toMatch(/\sstyle=|<script(?![^>]*\ssrc="\/assets\/)/)
      for (const [tag, href] of html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>/g)) {
        const stays = /^(#|\/embed\/|mailto:|tel:)/.test(href!)
        expect(tag.includes('target="_self"'), `${path}: ${tag}`).toBe(stays)
        if (href!.startsWith('/embed/')) expect(href).toContain('theme=dark')
      }
      for (const [tag] of html.matchAll(/<form [^>]*>/g)) {
        expect(tag).toMatch(/action="\/embed\/[^"]*theme=dark"/)
        expect(tag).toContain('target="_self"')
      }
    }
  })

  test('what is sent there is the same act, and only its kind is told to the page around it', async () => {
    const answer = await door.post(`${form}?lang=ar&accent=0a5c36`, good)
    expect(answer.status).toBe(303)
    const location = answer.headers.get('Location')!
    expect(location).toMatch(
      /^\/embed\/act\/\w+\/next\/[\w-]{22}\?after=signature&lang=ar&accent=0a5c36#acted$/,
    )
    const [act] = await door.sent<ActSubmission>()
    expect(act).toMatchObject({
      type: 'act',
      kind: 'signature',
      language: 'ar',
      organisationId: world.organisationId,
    })
    const html = await text(location.replace('#acted', ''))
    expect(html).toContain('data-acted="signature"')
    expect(html).toContain('lang="ar" dir="rtl"')
    expect(html).not.toMatch(/Ada|Probe|mail\.example/)
  })

  test('a form with mistakes comes back in the frame with all that was typed', async () => {
    const answer = await door.post(`${form}?theme=dark`, { ...good, email: 'nowhere' })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('value="Probe"')
    expect(html).toMatch(/action="\/embed\/act\/\w+\/signature\?lang=en&amp;theme=dark"/)
    expect(answer.headers.get('Content-Security-Policy')).toContain(
      'frame-ancestors https://www.harbour.example',
    )
    expect(await door.sent()).toEqual([])
  })

  test('a letter for one’s own mail program is an act too', async () => {
    const letter = {
      ...good,
      subject: 'Please',
      'part-body': 'I write to ask you.',
      identity: 'full',
      send: 'own',
    }
    const html = await (await door.post(`${at}/${campaignKey}/email`, letter)).text()
    expect(html).toContain('data-acted="email" data-acted-now')
    expect(await door.sent()).toHaveLength(1)
  })
})

describe('how a frame looks', () => {
  test('by fields of its address, each from a short list', async () => {
    const plain = await text(form)
    expect(plain).toContain('<html lang="en" dir="ltr" class="framed letters-house">')
    expect(plain).not.toMatch(/framed-(dark|light)\.css|\/embed\/accent/)
    const dark = await text(`${form}?theme=dark&font=serif&lang=ar&accent=%230A5C36`)
    expect(dark).toContain('<html lang="ar" dir="rtl" class="framed letters-serif">')
    expect(dark).toContain('href="/assets/framed-dark.css"')
    expect(dark).toContain('href="/embed/accent/0a5c36.css"')
    expect(await text(`${form}?theme=light`)).toContain('href="/assets/framed-light.css"')
  })

  test.each([
    ['a grey on which neither ink can be read', 'accent=7a7a7a'],
    ['a name', 'accent=red'],
    ['CSS', `accent=${encodeURIComponent('0a5c36}body{display:none')}`],
    ['markup', `font=${encodeURIComponent('"><script>alert(1)</script>')}&theme=%3Cb%3E&lang=xx`],
    ['fields twice', 'theme=purple&theme=dark&accent=red&accent=0a5c36'],
    ['names of properties', '__proto__=1&constructor=2&lang=toString'],
  ])('%s is as if nothing were said', async (_, query) => {
    const html = await text(`${form}?${query}`)
    expect(html.replaceAll(`?${query}`, '')).toBe(await text(form))
  })

  test('the colour of the action is a stylesheet of ours, with ink that can be read on it', async () => {
    const green = await get('/embed/accent/0a5c36.css')
    expect(green.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
    expect(await green.text()).toContain('--lamp:#0a5c36;--on-lamp:#ffffff')
    expect(await text('/embed/accent/ffd400.css')).toContain('--on-lamp:#211c16')
    for (const path of ['7a7a7a.css', 'red.css', '0a5c36', '0A5C36.css', '0a5c36}.css'])
      expect((await get(`/embed/accent/${path}`)).status, path).toBe(404)
  })
})

describe('oEmbed', () => {
  const ask = (page: string, more = '') => get(`/oembed?url=${encodeURIComponent(page)}${more}`)
  const page = (path: string) => `https://watch.example${path}`

  test('each page that can be framed says where to ask, and what is answered names nobody', async () => {
    for (const [path, frame] of [
      [`/en/act/${campaignKey}/email`, `${at}/${campaignKey}?lang=en`],
      [`/ar/act/${campaignKey}/signature`, `${at}/${campaignKey}?lang=ar`],
      [`/en/c/${her.shortId}/updates/${updateKey}`, `${update}?lang=en`],
      [`/en/c/${her.shortId}/updates`, `${updates}?lang=en`],
    ] as const) {
      const link = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(
        await text(path),
      )![1]!
      expect(link, path).toBe(page(`/oembed?url=${encodeURIComponent(page(path))}`))
      const response = await get(link.replace('https://watch.example', ''))
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
      expect(response.headers.get('Cache-Control')).toBe('max-age=1, stale-while-revalidate=3')
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
      const answer = (await response.json()) as Record<string, unknown>
      expect(answer).toMatchObject({
        version: '1.0',
        type: 'rich',
        width: 600,
        cache_age: 5,
        provider_name: 'Watchlight',
      })
      expect(answer['html']).toMatch(
        /^<blockquote><a href="[^"]+">[^<]+<\/a><\/blockquote><iframe [^>]+><\/iframe>$/,
      )
      expect(answer['html']).toContain(`src="${page(frame)}"`)
      expect(JSON.stringify(answer)).not.toMatch(/Samira|سميرة|samira|question|السؤال|inquiry/)
    }
  })

  test('a frame is no larger than asked for', async () => {
    const small = await (
      await ask(page(`/en/act/${campaignKey}`), '&maxwidth=320&maxheight=400&format=json')
    ).json()
    expect(small).toMatchObject({ width: 320, height: 400 })
    const odd = await (await ask(page(`/en/act/${campaignKey}`), '&maxwidth=-1&maxheight=1e9')).json()
    expect(odd).toMatchObject({ width: 600, height: 1000 })
  })

  test('the address of a frame asks for that frame, with its look and its step', async () => {
    const look = 'lang=ar&theme=dark&accent=0a5c36'
    for (const [path, frame] of [
      [`${at}/${campaignKey}/signature?${look}`, `${at}/${campaignKey}?${look}&step=signature`],
      [`${at}/${campaignKey}?${look}&step=call`, `${at}/${campaignKey}?${look}&step=call`],
      ...[count, update, updates].map((one) => [`${one}?${look}`, `${one}?${look}`]),
    ] as const) {
      const { html } = (await (await ask(page(path!))).json()) as { html: string }
      expect(html).toContain(`src="${page(frame!).replaceAll('&', '&amp;')}"`)
      expect(html).toContain(`href="https://watch.example/ar/`)
    }
    expect((await ask(page(`${count}/unknown111`))).status).toBe(401)
    // whoever finds a frame is told where to ask too
    for (const path of [form, count, update, updates]) expect(await text(path)).toContain('json+oembed')
  })

  test('what is no page of ours, another format, and nothing at all are refused exactly', async () => {
    const mine = `/en/act/${campaignKey}`
    for (const [address, status] of [
      [page('/en/act/unknown111'), 404],
      [page('/en/'), 404],
      [page(`/en/c/${her.shortId}`), 404],
      [page(`/en/c/${her.shortId}/updates/unknown111`), 404],
      [page(`/xx/act/${campaignKey}`), 404],
      [page('/embed/act/unknown111'), 404],
      [page('/embed/accent/ffd400.css'), 404],
      [`https://elsewhere.example${mine}`, 404],
      [`http://watch.example${mine}`, 404],
      [`https://watch.example@elsewhere.example${mine}`, 404],
      [`javascript:alert(1)//${mine}`, 404],
      ['"><script>', 404],
    ] as const)
      expect(`${address} ${(await ask(address)).status}`).toBe(`${address} ${status}`)
    expect((await get('/oembed')).status).toBe(404)
    for (const format of ['xml', 'JSON', '']) {
      const refused = await ask(page(mine), `&format=${format}`)
      expect(`${format} ${refused.status}`).toBe(`${format} 501`)
    }
  })
})

test('what a frame shows is what the pages show: the number, the words, the news', async () => {
  await world.tally(1_234)
  await site.published.refresh()
  // numbers of a page that was made already move within half a second
  door.clock.move(600)
  await vi.waitFor(async () => expect(await text(count)).toContain('1,234'))
  expect(await text(`${count}?lang=ar`)).toContain('السؤال ليس جريمة')
  expect(await text(update)).toContain('<strong>suspended</strong>')
  expect(await text(updates)).toContain('The inquiry is suspended')
  await world.tally(3)
  await site.published.refresh()
  door.clock.move(600)
  await vi.waitFor(async () => expect(await text(count)).not.toContain('<progress'))
})

const standing = async (path: string): Promise<string> =>
  /data-standing="([^"]+)"/.exec(await text(path))![1]!

test('a page that is open can ask whether it stands: the same few bytes for everybody, from memory', async () => {
  for (const path of [...framed, `/ar/act/${campaignKey}/signature`]) {
    const asked = await standing(path)
    const first = await get(asked)
    expect([asked, first.status, await first.text()]).toEqual([asked, 200, 'stands'])
    expect(first.headers.get('Cache-Control')).toBe('max-age=1')
    // a frame in a sandbox asks from no origin
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const again = await get(asked, { 'If-None-Match': first.headers.get('ETag')! })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(site.pages.find(asked, door.clock.now().getTime())).toBeDefined()
    // it may ask us, and nobody else
    expect(await policyOf(path)).toMatch(/; connect-src 'self'(;|$)/)
  }
  expect(await policyOf('/en/')).not.toContain('connect-src')
})

test('a case that goes quiet leaves the one neutral text in every frame, wherever it stands', async () => {
  const asked = await Promise.all(framed.map(standing))
  const [never, paused] = ['/embed/count/unknown111', `${form}?lang=en`]
  // one that was stopped before answers as it will when all is quiet
  await office.transaction(world.member, (tx) =>
    takeDown(tx, { subjectKind: 'campaign', subjectId: world.campaignId, quiet: true }),
  )
  await site.published.refresh()
  const stopped = await text(paused)
  await office.transaction(world.member, (tx) => goQuiet(tx, her.caseId))
  await site.published.refresh()
  const bodies = new Set<string>()
  for (const path of [...framed, never, paused]) {
    const response = await get(path)
    expect(response.status, path).toBe(path === never ? 404 : 410)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('Content-Security-Policy')).toContain('frame-ancestors *')
    const html = await response.text()
    expect(html).toContain('data-frame="empty"')
    expect(html).not.toMatch(/Samira|Haddad|سميرة|question is no crime|<form|harbour\.example/)
    bodies.add(html)
  }
  expect([...bodies]).toEqual([stopped])
  // nor does the word that open pages get say more, of what never was either
  for (const path of [...asked, '/standing/en/act/unknown111', '/standing/xx/act/unknown111']) {
    const gone = await get(path)
    expect([path, gone.status, await gone.text()]).toEqual([path, 410, ''])
    expect(gone.headers.get('Cache-Control')).toBe('no-store')
    expect(gone.headers.get('Access-Control-Allow-Origin')).toBe('*')
  }
  // whoever asks by the address of the page hears only that it is not for everybody
  for (const path of [`/en/act/${campaignKey}/email`, `/en/c/${her.shortId}/updates/${updateKey}`]) {
    const refused = await get(`/oembed?url=${encodeURIComponent(`https://watch.example${path}`)}`)
    expect([refused.status, await refused.text(), refused.headers.get('Cache-Control')]).toEqual([
      401,
      '{}',
      'no-store',
    ])
  }
  expect((await door.post(form, good)).status).toBe(410)
  expect(await door.sent()).toEqual([])
})
