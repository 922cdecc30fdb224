#pragma once

// mediasoup is written against libsrtp 3, which is not released and not packaged anywhere. This header
// gives the calls of version 3 that the worker makes on top of libsrtp 2, whose names it takes over:
// everything of version 2 is declared before the macros at the end redirect a name.

#include <srtp2/srtp.h>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <new>

// Error codes of version 3. The worker only looks them up in a table; the first is also given below.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

namespace beside_srtp
{
	// SRTCP appends its index (4 bytes) before the tag (RFC 3711, section 3.4).
	constexpr std::size_t RtpTrailer{ SRTP_MAX_TRAILER_LEN };
	constexpr std::size_t RtcpTrailer{ SRTP_MAX_TRAILER_LEN + 4 };

	// In version 3 a policy is an opaque object that keeps its own copy of the key.
	struct Policy
	{
		srtp_policy_t raw{};
		unsigned char masterKey[SRTP_MAX_KEY_LEN]{};
	};

	using PolicyHandle = Policy*;

	inline srtp_err_status_t CreatePolicy(Policy** policy)
	{
		*policy = new (std::nothrow) Policy();

		return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
	}

	inline void DestroyPolicy(Policy* policy)
	{
		if (!policy)
		{
			return;
		}

		// Through a volatile pointer, so that wiping the key is not optimized away.
		volatile unsigned char* key = policy->masterKey;

		for (std::size_t idx{ 0 }; idx < sizeof(policy->masterKey); ++idx)
		{
			key[idx] = 0;
		}

		delete policy;
	}

	inline srtp_err_status_t SetSsrc(Policy* policy, srtp_ssrc_t ssrc)
	{
		policy->raw.ssrc = ssrc;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t SetProfile(Policy* policy, srtp_profile_t profile)
	{
		const auto err = srtp_crypto_policy_set_from_profile_for_rtp(&policy->raw.rtp, profile);

		if (err != srtp_err_status_ok)
		{
			return err;
		}

		return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->raw.rtcp, profile);
	}

	inline srtp_err_status_t AddKey(
	  Policy* policy,
	  const std::uint8_t* key,
	  std::size_t keyLen,
	  const std::uint8_t* salt,
	  std::size_t saltLen,
	  const std::uint8_t* /*mki*/,
	  std::size_t mkiLen)
	{
		if (mkiLen != 0 || keyLen + saltLen > sizeof(policy->masterKey))
		{
			return srtp_err_status_bad_param;
		}

		std::memcpy(policy->masterKey, key, keyLen);
		std::memcpy(policy->masterKey + keyLen, salt, saltLen);
		policy->raw.key = policy->masterKey;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t SetAllowRepeatTx(Policy* policy, bool allow)
	{
		policy->raw.allow_repeat_tx = allow ? 1 : 0;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t SetWindowSize(Policy* policy, std::size_t size)
	{
		policy->raw.window_size = static_cast<unsigned long>(size);

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t Create(srtp_t* session, const Policy* policy)
	{
		return srtp_create(session, &policy->raw);
	}

	// Version 2 works in place and counts in int; version 3 reads one buffer and writes another, which
	// may be the same one. `spare` is what version 2 may write behind the packet.
	template<typename InPlace>
	srtp_err_status_t Transform(
	  InPlace inPlace,
	  srtp_t session,
	  const std::uint8_t* in,
	  std::size_t inLen,
	  std::uint8_t* out,
	  std::size_t* outLen,
	  std::size_t spare)
	{
		if (inLen > static_cast<std::size_t>(std::numeric_limits<int>::max()))
		{
			return srtp_err_status_bad_param;
		}

		if (inLen > *outLen || *outLen - inLen < spare)
		{
			return srtp_err_status_buffer_small;
		}

		if (out != in)
		{
			std::memmove(out, in, inLen);
		}

		int len        = static_cast<int>(inLen);
		const auto err = inPlace(session, out, &len);

		if (err == srtp_err_status_ok)
		{
			*outLen = static_cast<std::size_t>(len);
		}

		return err;
	}

	// The worker never uses master key identifiers, so `mkiIndex` is always 0 and has no meaning.
	inline srtp_err_status_t Protect(
	  srtp_t session,
	  const std::uint8_t* in,
	  std::size_t inLen,
	  std::uint8_t* out,
	  std::size_t* outLen,
	  std::size_t /*mkiIndex*/)
	{
		return Transform(srtp_protect, session, in, inLen, out, outLen, RtpTrailer);
	}

	inline srtp_err_status_t ProtectRtcp(
	  srtp_t session,
	  const std::uint8_t* in,
	  std::size_t inLen,
	  std::uint8_t* out,
	  std::size_t* outLen,
	  std::size_t /*mkiIndex*/)
	{
		return Transform(srtp_protect_rtcp, session, in, inLen, out, outLen, RtcpTrailer);
	}

	inline srtp_err_status_t Unprotect(
	  srtp_t session, const std::uint8_t* in, std::size_t inLen, std::uint8_t* out, std::size_t* outLen)
	{
		return Transform(srtp_unprotect, session, in, inLen, out, outLen, 0);
	}

	inline srtp_err_status_t UnprotectRtcp(
	  srtp_t session, const std::uint8_t* in, std::size_t inLen, std::uint8_t* out, std::size_t* outLen)
	{
		return Transform(srtp_unprotect_rtcp, session, in, inLen, out, outLen, 0);
	}

	// Both versions take the SSRC in network byte order here.
	inline srtp_err_status_t RemoveStream(srtp_t session, std::uint32_t ssrc)
	{
		return srtp_remove_stream(session, ssrc);
	}
} // namespace beside_srtp

#define srtp_policy_t beside_srtp::PolicyHandle
#define srtp_policy_create beside_srtp::CreatePolicy
#define srtp_policy_destroy beside_srtp::DestroyPolicy
#define srtp_policy_set_ssrc beside_srtp::SetSsrc
#define srtp_policy_set_profile beside_srtp::SetProfile
#define srtp_policy_add_key beside_srtp::AddKey
#define srtp_policy_set_allow_repeat_tx beside_srtp::SetAllowRepeatTx
#define srtp_policy_set_window_size beside_srtp::SetWindowSize
#define srtp_create beside_srtp::Create
#define srtp_protect beside_srtp::Protect
#define srtp_protect_rtcp beside_srtp::ProtectRtcp
#define srtp_unprotect beside_srtp::Unprotect
#define srtp_unprotect_rtcp beside_srtp::UnprotectRtcp
#define srtp_stream_remove beside_srtp::RemoveStream
