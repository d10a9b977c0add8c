/** Tries the visitors' doors of one campaign and one update, and says what of the answers is not as their state has it. */
import { afterAll } from 'vitest'
import type { TestOffice } from '../office.ts'
import { openTestSite } from '../visitors-door.ts'
import { publicWords, type TextAddresses, type TextState } from './texts.ts'
import { fillPath, shows } from './visitors.ts'

const good = { firstName: 'Ada', lastName: 'Probe', email: 'ada@mail.example', country: 'NL', follow: 'no' }
/** An address that nothing ever had. */
const never = 'Xunknown22'

interface Door {
  method: string
  path: string
  at: string
}

export async function visitorsOf({ database, clock, count }: TestOffice) {
  const opened = openTestSite(database, clock)
  afterAll(() => opened.close())
  const ask = (method: string, path: string) =>
    opened.app.request(path, method === 'POST' ? { method, body: new URLSearchParams(good) } : { method })

  /** The doors that lead to either of the two. */
  const doorsTo = ({ caseKey, campaignKey, updateKey }: TextAddresses): Door[] =>
    [...shows].flatMap(([door, what]) => {
      const [method, path] = door.split(' ') as [string, string]
      const campaign = /\/act\/|\/count\/|\/confirmed\//.test(path)
      const update = /\/c\/:id\/updates\/:update|\/embed\/update\//.test(path)
      if (what !== 'case' || !(campaign || update)) return []
      const id = campaign ? campaignKey : path.startsWith('/embed') ? updateKey : caseKey
      return { method, path, at: fillPath(path, { id, update: updateKey, page: 'act' }) }
    })

  /** What says what is there without being it: lists, feeds, counts, and what other sites ask. */
  function around({ caseKey, campaignKey, updateKey }: TextAddresses): string[] {
    const pages = [`/en/act/${campaignKey}/signature`, `/en/c/${caseKey}/updates/${updateKey}`]
    return [
      ...['/en/', `/en/c/${caseKey}`, `/en/c/${caseKey}/updates`, `/embed/updates/${caseKey}`],
      ...[`/en/c/${caseKey}/feed.atom`, `/en/c/${caseKey}/feed.json`],
      ...pages.map((page) => `/oembed?url=${encodeURIComponent(`https://watch.example${page}`)}`),
    ]
  }

  const told = (text: string) => publicWords.filter((word) => text.includes(word))

  async function wrongWith(at: TextAddresses, { shown }: TextState): Promise<string[]> {
    await opened.site.published.refresh()
    const wrong: string[] = []
    const found = new Set<string>()
    const say = (door: string, what: string) => wrong.push(`${door}: ${what}`)
    const unknown = new Map(
      doorsTo({ ...at, campaignKey: never, updateKey: never }).map(({ method, path, at: to }) => [
        `${method} ${path}`,
        to,
      ]),
    )
    for (const { method, path, at: to } of doorsTo(at)) {
      const door = `${method} ${path}`
      const answer = await ask(method, to)
      const text = await answer.text()
      if (shown === 'page') {
        if (![200, 303].includes(answer.status)) say(door, `${answer.status}`)
        for (const word of told(text)) found.add(word)
        continue
      }
      if (told(text).length > 0) say(door, `tells ${told(text).join()}`)
      if (answer.status !== (shown === 'neutral' ? 410 : 404)) say(door, `${answer.status}`)
      const instead = await ask(method, unknown.get(door)!)
      const same = (await instead.text()).replaceAll(never, '') === text.replaceAll(to, '')
      // in a frame what is gone reads as what never was, too
      if ((shown === 'nothing' || path.startsWith('/embed')) && !same)
        say(door, 'is told from an address that nothing had')
    }
    for (const path of around(at)) {
      const answer = await ask('GET', path)
      const text = await answer.text()
      const isThere = told(text).length > 0 || text.includes(at.campaignKey) || text.includes(at.updateKey)
      if (answer.status >= 500) say(path, `${answer.status}`)
      if (shown !== 'page' && told(text).length > 0) say(path, `tells ${told(text).join()}`)
      if (shown === 'nothing' && isThere) say(path, 'knows of it')
      if (shown === 'page' && path.includes('updates') && !isThere) say(path, 'does not know of it')
    }
    if (shown === 'page' && found.size < publicWords.length) say('no door', 'shows it')
    if (shown !== 'page' && (await count('intake.rows')) > before) say('intake', 'something was taken')
    before = await count('intake.rows')
    return wrong
  }
  let before = 0
  return { wrongWith }
}
