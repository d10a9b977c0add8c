import { mailboxOf } from '#platform/text/address.ts'
import { hostOf } from '#platform/text/website.ts'

// Where anybody may have a mailbox, by the first label: yahoo.com, yahoo.co.uk, gmx.net …
const providers = new Set(
  (
    'abv aim aol att autistici bigpond bk bluewin btinternet cock comcast cox daum disroot duck email fastmail foxmail free freemail freenet gmail gmx hanmail ' +
    'googlemail guerrillamail hey hotmail hushmail icloud inbox interia kakao laposte libero live lycos mac mail mailbox mailfence mailinator me msn ' +
    'naver o2 onet orange outlook pm posteo proton protonmail qq rambler rediffmail riseup rocketmail runbox seznam sfr sina systemli t-online ' +
    'telenet terra tiscali tuta tutanota tutamail ukr uol verizon virgilio walla wanadoo web wp ya yahoo yandex yeah ymail yopmail zoho ' +
    '126 139 163 189'
  ).split(' '),
)

// Where anybody may have a page: what stands before them is somebody's own, they themselves are nobody's.
const sharedHosts = new Set(
  (
    'amazonaws.com azurewebsites.net bitbucket.io blogger.com blogspot.com br.com business.site canalblog.com carrd.co cn.com co.com ddns.net ' +
    'de.com duckdns.org dyndns.org eu.com eu.org facebook.com firebaseapp.com fly.dev gb.net ghost.io github.io gitlab.io glitch.me ' +
    'godaddysites.com google.com herokuapp.com hopto.org hubspot.com in.net instagram.com jimdofree.com jpn.com linkedin.com linktr.ee ' +
    'livejournal.com medium.com myshopify.com narod.ru neocities.org netlify.app no-ip.org notion.site onrender.com over-blog.com pages.dev ' +
    'r2.dev readthedocs.io replit.app ru.com sa.com se.net square.site squarespace.com strikingly.com substack.com surge.sh sytes.net t.me ' +
    'tilda.ws tumblr.com twitter.com ucoz.com ucoz.ru uk.com us.com us.org vercel.app web.app webflow.io weebly.com wix.com wixsite.com ' +
    'wordpress.com workers.dev x.com yolasite.com youtube.com za.com zapto.org'
  ).split(' '),
)

// Second labels under which a country gives out names: co.uk, org.kh, gov.br, com.au …
const secondLabels = new Set(
  'ac asn asso co com ed edu gen go gob gouv gov govt gv id info int lg ltd me mil ne net ngo nhs nom ong or org plc sch web'.split(
    ' ',
  ),
)

/**
 * The part of a host that somebody looks to have registered: `ngo.org.kh` of `www.ngo.org.kh`. A short list of suffixes
 * in place of the whole public one: where it is wrong, a person checks.
 */
export function registeredPart(host: string): string {
  const labels = host.split('.')
  const two = labels.slice(-2)
  const isSuffix =
    sharedHosts.has(two.join('.')) || (/^[a-z]{2}$/.test(two[1] ?? '') && secondLabels.has(two[0] ?? ''))
  return labels.slice(isSuffix ? -3 : -2).join('.')
}

/** Whose name this host is: nobody's where it is a suffix, a mail provider or a place for everybody's pages. */
function isSomebodysOwn(host: string): boolean {
  const part = registeredPart(host)
  const labels = part.split('.')
  const isSuffix = labels.length === 2 && secondLabels.has(labels[0]!) && /^[a-z]{2}$/.test(labels[1]!)
  return labels.length >= 2 && !isSuffix && !sharedHosts.has(part) && !providers.has(labels[0]!)
}

/** @param email as `parseAddress` gives it */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1)

/**
 * Whether a mailbox is at the domain of a web site: then only that organisation could have handed it out.
 * @param website as `parseWebsite` gives it
 * @param email as `parseAddress` gives it
 */
export function isAtOwnDomain(website: string, email: string): boolean {
  const [one, other] = [hostOf(website), domainOf(email)].toSorted((a, b) => a.length - b.length) as [
    string,
    string,
  ]
  return (one === other || other.endsWith(`.${one}`)) && isSomebodysOwn(one)
}

/**
 * By what two sign-ons are known to be one organisation's: its registered name, else the mailbox.
 * Safety: a stranger with any mailbox does not keep an organisation from signing by typing its web site first.
 */
export const markOf = (website: string, email: string): string =>
  isAtOwnDomain(website, email) ? `domain ${registeredPart(hostOf(website))}` : `mailbox ${mailboxOf(email)}`
