#pragma once

// mediasoup asks for ankerl's unordered_dense, which Debian does not package. The worker only needs
// hash tables with the standard interface, so the standard ones stand in for it. Two promises of the
// original are not kept, and the worker relies on neither: iteration in order of insertion, and
// values side by side in memory.

#include <cstdint>
#include <functional>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename T, typename Enable = void>
	struct hash : std::hash<T>
	{
	};

	// libstdc++ hashes a number to itself. Ports and SSRCs come from the network and get combined into
	// one seed, so their bits are spread first (the finalizer of splitmix64).
	template<typename T>
	struct hash<T, std::enable_if_t<std::is_integral_v<T> || std::is_enum_v<T>>>
	{
		std::size_t operator()(T value) const noexcept
		{
			auto bits = static_cast<std::uint64_t>(value);

			bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9ULL;
			bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebULL;

			return static_cast<std::size_t>(bits ^ (bits >> 31U));
		}
	};

	template<typename Key, typename Value, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<typename Key, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense
