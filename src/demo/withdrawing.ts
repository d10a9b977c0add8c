import { lantern } from './cast.ts'
import { framesIn } from './embedding.ts'
import { until } from './steps.ts'
import { newVisitor, type Story } from './world.ts'

const limit = 5_000

/** She takes back that her picture is shown: page, feed and picture are gone at once. */
export async function withdraw(story: Story): Promise<void> {
  const { steps, casePage } = story
  const member = steps.must('Layla', story.layla)
  const at = steps.must('the case', story.caseHref)
  const visitor = newVisitor()
  const before = await visitor.open(steps.must('the case page', casePage).en)
  const image = new URL(steps.must('the picture', before.seen.images[0]).src, before.url).href
  const feeds = before.seen.alternates.map(({ href }) => new URL(href, before.url).href)
  const consents = await member.open(`${at}/consents`)
  const links = consents.seen.links.filter(({ href }) => href.includes('/consents/withdraw'))
  const rows = consents.html.split('<tr')
  const ofImage = rows.find((row) => row.includes('/consents/withdraw') && /صورة|صورت|الصور/.test(row))
  const href = /href="([^"]*consents\/withdraw[^"]*)"/.exec(ofImage ?? '')?.[1]
  const ask = await member.open(
    (href ?? steps.must('a consent to withdraw', links[0]).href).replaceAll('&amp;', '&'),
  )
  steps.check('before the button stands what will go', ask.form('/withdraw') !== undefined, ask.text)
  await member.send(ask, { form: '/withdraw', type: { reason: 'She asked by telephone.' } })
  const start = performance.now()
  const gone = async (url: string) => (await fetch(url)).status >= 400
  const addresses = [casePage!.en, casePage!.ar, image, ...feeds]
  const all = await until(async () => (await Promise.all(addresses.map(gone))).every(Boolean), limit * 4)
  const took = performance.now() - start
  steps.check(
    `page, Arabic page, picture and feeds are gone, ${(took / 1000).toFixed(1)} s later`,
    all && took < limit,
    (await Promise.all(addresses.map(async (url) => `${url} ${(await fetch(url)).status}`))).join(', '),
  )
  const page = await visitor.open(casePage!.en)
  steps.check(
    'the page that stands there says nothing of her',
    !page.html.includes(lantern.en.name) && !page.html.includes('Haddad') && page.text.length > 0,
    page.text,
  )
  if (story.site) {
    const own = await visitor.open(`${story.site.origin}/`)
    const framed = await Promise.all(framesIn(story, own.html).map((at) => visitor.open(at)))
    steps.check(
      'the frames on a partner’s site, which nobody has touched, say nothing of her either',
      framed.length === 2 && ![own, ...framed].some(({ html }) => /Haddad/.test(html)),
      framed.map(({ text }) => text).join(' '),
    )
  }
  const act = story.actHref && (await visitor.open(story.actHref))
  steps.check('and nobody is asked to act any more', act && !act.says(lantern.en.name), act ? act.text : '')
}
