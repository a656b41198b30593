# packages: pytest pluggy iniconfig packaging attr pytest-asyncio
# Debian's pytest rewrites asserts by nodes of ast that Python 3.14 no longer has: --assert=plain does without.
import os
import re
import sys
import tempfile

import pytest

TESTS = '''
import asyncio
import pytest

@pytest.fixture
async def doubled():
    await asyncio.sleep(0)
    yield lambda n: n * 2
    await asyncio.sleep(0)
    print('left the fixture')

async def fetch(n, doubled):
    await asyncio.sleep(0.001)
    return doubled(n)

async def test_gather(doubled):
    assert await asyncio.gather(*(fetch(n, doubled) for n in range(3))) == [0, 2, 4]

async def test_timeout():
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.001):
            await asyncio.Event().wait()

async def test_fails(doubled):
    raise ValueError(await fetch(21, doubled))

@pytest.mark.parametrize('n', [1, 2])
def test_plain(n, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv('WORD', 'x' * n)
    print(__import__('os').environ['WORD'])
    assert capsys.readouterr().out == 'x' * n + chr(10)
    assert list(tmp_path.iterdir()) == []
'''

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'test_program.py')
    with open(path, 'w') as file:
        file.write(TESTS)

    class Report:
        def pytest_runtest_logreport(self, report):
            if report.when == 'call' or report.failed:
                print(report.nodeid.split('::')[1], report.outcome, *re.findall(r'^E +(.*)$', report.longreprtext, re.M))

        @pytest.hookimpl(trylast=True)
        def pytest_configure(self, config):
            config.pluginmanager.unregister(name='terminalreporter')

    args = ['--assert=plain', '--asyncio-mode=auto', '-p', 'no:cacheprovider', '-p', 'no:warnings', f'--rootdir={folder}', f'--basetemp={folder}/temp']
    code = pytest.main([*args, path], plugins=[Report()])
    sys.stdout.flush()
    print('exit code', int(code))
    # expect: test_gather passed
    # expect: test_timeout passed
    # expect: test_fails failed ValueError: 42
    # expect: test_plain[1] passed
    # expect: test_plain[2] passed
    # expect: exit code 1
