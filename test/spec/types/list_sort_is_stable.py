words = ['bb', 'a', 'cc', 'd', 'ee']
print(sorted(words, key=len))  # expect: ['a', 'd', 'bb', 'cc', 'ee']
print(sorted(words, key=len, reverse=True))  # expect: ['bb', 'cc', 'ee', 'a', 'd']
