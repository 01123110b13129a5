import { existsSync } from 'node:fs';

/**
 * `tsx test/mutation.ts [FOLDER ...]`: mutants of these folders of `src/`, each against the tests of its own folder, which
 * is many times faster than all of them. Without: all mutants against all tests that stryker.config.json names.
 */
async function main(folders: readonly string[]): Promise<void> {
  const { Stryker } = await import('@stryker-mutator/core');
  if (folders.length === 0) await new Stryker({}).runMutationTest();
  for (const folder of folders) {
    // Stryker is content with no mutants at all.
    for (const needed of [`src/${folder}`, `test/unit/${folder}`])
      if (!existsSync(needed)) throw new Error(`There is no ${needed}.`);
    const options = {
      mutate: [`src/${folder}/**/*.ts`],
      mochaOptions: { spec: [`test/unit/${folder}/**/*.test.ts`] },
      jsonReporter: { fileName: `reports/mutation-${folder}.json` },
      incrementalFile: `reports/mutation-${folder}.incremental.json`,
      incremental: true,
    };
    await new Stryker(options).runMutationTest();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
