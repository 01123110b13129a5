// The licences of what is compiled in: they want to be passed on with it.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const modules = 'node_modules/';

/**
 * @param {import('esbuild').Metafile[]} metafiles of everything that ships
 * @returns {string} each package that a bundle was made of, with its licence
 * @throws if one of them has no licence text
 */
function thirdPartyNotices(metafiles) {
  const notices = packagesIn(metafiles).map((name) => {
    const { version, license, homepage } = JSON.parse(
      readFileSync(path.join(modules, name, 'package.json'), 'utf8'),
    );
    const title = [`${name} ${version} (${license})`, homepage].filter(Boolean).join('\n');
    return `${title}\n\n${licenceOf(name)}`;
  });
  const start = 'LeadMagic Credits contains code of these packages, under these licences.';
  return `${[start, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function packagesIn(metafiles) {
  const names = metafiles
    .flatMap(({ inputs }) => Object.keys(inputs))
    .filter((file) => file.includes(modules))
    .map((file) => file.slice(file.lastIndexOf(modules) + modules.length))
    .map((file) =>
      file
        .split('/')
        .slice(0, file.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(names)].sort();
}

function licenceOf(name) {
  const file = readdirSync(path.join(modules, name)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence text.`);
  return readFileSync(path.join(modules, name, file), 'utf8')
    .replaceAll('\r\n', '\n')
    .trim();
}

module.exports = { thirdPartyNotices };
