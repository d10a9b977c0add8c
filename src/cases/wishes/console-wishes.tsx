/** Wishes: what the person directs. The team writes them down; the coalition's room reads what holds for every word. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Empty, type FormState } from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { namesInCase } from '../people-of-case.ts'
import { getCase } from '../reads.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { findReadyText } from './ready.ts'
import { newWishForm, revokeWishForm, wishForm } from './forms.ts'
import { PastWishes, Revocation, WishForm, WishList } from './views.tsx'
import {
  changeWish,
  getWish,
  holds,
  listPastWishes,
  listWishes,
  revokeWish,
  setWish,
  type PastWish,
  type Wish,
} from './wish.ts'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const wishesHref = (caseId: string, path = ''): string => caseHref(caseId, `/wishes${path}`)

function wishOf(c: ConsoleContext): string {
  const id = c.req.param('wishId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export async function showWishes(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    const all = await listWishes(tx, row.id)
    return {
      ...{ row, onTeam: await isOnTeam(tx, row.id), nameOf: await namesInCase(tx, row.id, i18n) },
      holding: all.filter((wish) => holds(wish, tx.now)),
      over: all.filter((wish) => !holds(wish, tx.now)),
    }
  })
  const { row, onTeam, holding, over } = now
  const add =
    onTeam && can(c.get('member'), 'wish.write')
      ? { href: wishesHref(row.id, '/new'), label: i18n.t('wish.add') }
      : undefined
  const common = {
    i18n,
    hrefOf: onTeam ? (id: string) => wishesHref(row.id, `/${id}`) : undefined,
    nameOf: now.nameOf,
  }
  const none = holding.length + over.length === 0
  return await casePage(c, {
    row,
    tab: 'wishes',
    actions: add && !none && (
      <a class="button" href={add.href}>
        {add.label}
      </a>
    ),
    body: none ? (
      <Empty title={i18n.t('wish.empty.title')} action={add}>
        <p>{i18n.t(onTeam ? 'wish.empty.text' : 'wish.room')}</p>
      </Empty>
    ) : (
      <>
        {!onTeam && <p>{i18n.t('wish.room')}</p>}
        {holding.length > 0 ? <WishList {...common} wishes={holding} /> : <p>{i18n.t('wish.none')}</p>}
        {over.length > 0 && (
          <details>
            <summary>{i18n.t('wish.over')}</summary>
            <WishList {...common} wishes={over} />
          </details>
        )}
      </>
    ),
  })
}

export const newWish = (c: ConsoleContext): Promise<Response> => wishPage(c, {})
export const showWish = (c: ConsoleContext): Promise<Response> => wishPage(c, { wishId: wishOf(c) })

export async function takeNewWish(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, newWishForm, async (value) => {
    await c.get('office').db.transaction(c.get('member'), (tx) => setWish(tx, { ...value, caseId }))
    return value.kind
  })
  if (!taken.done) return await wishPage(c, { again: taken.again })
  // Safety: what she asks for is one press away, on the page that says what it takes down
  if (taken.value === 'go-quiet') return redirect(c, caseHref(caseId, '/quiet'), 'wish.saved.quiet')
  return redirect(c, wishesHref(caseId), 'wish.saved')
}

export async function takeWish(c: ConsoleContext): Promise<Response> {
  const [caseId, wishId] = [idOf(c), wishOf(c)]
  const taken = await takeForm(c, wishForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => changeWish(tx, { ...value, caseId, wishId })),
  )
  if (!taken.done) return await wishPage(c, { wishId, again: taken.again })
  return redirect(c, wishesHref(caseId), 'wish.saved')
}

export async function takeWishRevocation(c: ConsoleContext): Promise<Response> {
  const [caseId, wishId] = [idOf(c), wishOf(c)]
  const taken = await takeForm(c, revokeWishForm, (value) =>
    c.get('office').db.transaction(c.get('member'), (tx) => revokeWish(tx, { ...value, caseId, wishId })),
  )
  if (!taken.done) return await wishPage(c, { wishId, revoking: taken.again })
  return redirect(c, wishesHref(caseId), 'wish.taken-back')
}

async function wishPage(
  c: ConsoleContext,
  at: { wishId?: string; again?: Again; revoking?: Again },
): Promise<Response> {
  const i18n = c.get('i18n')
  const { zone } = await organisationOf(c)
  const { row, wish, past, today, ready } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, found.id)
    const known: Wish | undefined = at.wishId ? await getWish(tx, found.id, at.wishId) : undefined
    const before: PastWish[] = known ? await listPastWishes(tx, found.id, known.id) : []
    return {
      ...{ row: found, wish: known, past: before, today: tx.now.toISOString().slice(0, 10) },
      ready: known && (await findReadyText(tx, { caseId: found.id, wish: known }, c)),
    }
  })
  const may = can(c.get('member'), 'wish.write') && !wish?.revokedAt
  const fresh: FormState = { values: wish ? { ...valuesOf(wish) } : { since: today }, errors: {} }
  return await casePage(c, {
    row,
    tab: 'wishes',
    heading: wish ? i18n.t(`wish.kind.${wish.kind}`) : i18n.t('wish.add'),
    status: (at.again ?? at.revoking)?.status,
    body: (
      <>
        {ready}
        <WishForm
          i18n={i18n}
          action={wishesHref(row.id, wish ? `/${wish.id}` : '')}
          back={wishesHref(row.id)}
          wish={wish}
          may={may}
          form={at.again?.form ?? fresh}
        />
        {wish && may && (
          <Revocation
            i18n={i18n}
            action={wishesHref(row.id, `/${wish.id}/revoke`)}
            wish={wish}
            form={at.revoking?.form}
          />
        )}
        {past.length > 0 && <PastWishes i18n={i18n} past={past} zone={zone} />}
      </>
    ),
  })
}

const valuesOf = ({ text, since, until, given, witness }: Wish) => ({
  ...{ text, since, given },
  ...{ until: until ?? '', witness: witness ?? '' },
})
